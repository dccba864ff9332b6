export { chosenProviders, findWorkspace, type Workspace } from "./workspace.ts";
