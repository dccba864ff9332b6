export {
  chosenProviders,
  findOptionalWorkspace,
  findWorkspace,
  type Workspace,
  type WorkspaceSettings,
  workspaceAt,
} from "./workspace.ts";
