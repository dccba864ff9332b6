export {
  type ReceivedFile,
  type SyncOptions,
  type SyncProgress,
  type SyncResult,
  sync,
} from "./sync.ts";
export type { SyncedFile, SyncState } from "./sync-run.ts";
