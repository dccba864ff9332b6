import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { generate } from "@countersign/codegen/generate";
import { emitSchema } from "@countersign/codegen/schema";
import type { EmittedFile } from "@countersign/codegen/write";
import { writeFiles } from "@countersign/codegen/write";
import { assertVocabulary } from "@countersign/spec/lint";
import type { Spec } from "@countersign/spec/load";
import { isProviderName, NAME_RULE, previewSpec } from "@countersign/spec/load";
import type { Model } from "@countersign/spec/model";
import { toModel } from "@countersign/spec/model";
import { displayPath, type Problem, SpecError } from "@countersign/spec/problem";
import { type Workspace, workspaceAt } from "@countersign/spec/workspace";
import { assertCompiles } from "../types/assert-compiles.ts";
import { readPackages } from "../workspace/packages.ts";
import { acceptDocument, type OnRejected } from "./accept-document.ts";
import type { Decision } from "./decision.ts";
import { emitChangeset } from "./emit-changeset.ts";
import { emitOverlay, type OverlayText } from "./emit-overlay.ts";
import { emitPackage } from "./emit-package.ts";
import { emitSpecFolder } from "./emit-spec-folder.ts";
import { findRoot } from "./find-root.ts";
import { ignoreLintProblems } from "./ignore-lint-problems.ts";
import { nextCommands } from "./next-commands.ts";
import { openDecisions } from "./open-decisions.ts";
import {
  assertChosen,
  type ChosenNames,
  NO_NAMES,
  type OpenName,
  openNames,
} from "./open-names.ts";
import { pathIn } from "./path-in.ts";
import { withLifecycles } from "./propose-lifecycles.ts";
import { proposeOverlay } from "./propose-overlay.ts";
import { type PublishedDocument, type ReadOptions, readDocument } from "./read-document.ts";
import { readOverlay } from "./read-overlay.ts";
import type { DocumentPart } from "./read-parts.ts";
import { type ChooseScope, setUpWorkspace } from "./set-up-workspace.ts";
import { type ChooseSigning, signDraft } from "./sign-draft.ts";
import { titleOf } from "./title-of.ts";
import { unsignedParameters } from "./unsigned-parameters.ts";
import { type WiredPackage, wiredPackages } from "./wired-packages.ts";
import { type WorkspaceForm, workspaceForm } from "./workspace-form.ts";

/** Options of `addProvider`. */
export interface AddOptions extends ReadOptions {
  /** The provider's name: `acme`. */
  readonly name: string;
  /** Path or https URL of its OpenAPI document, which may refer to files below its own folder. */
  readonly source: string;
  /**
   * Returns names for the credentials and environments that the document does not name. The assumed name is used
   * for the rest. Called before anything is written. Default: the assumed names.
   */
  readonly chooseNames?: (open: readonly OpenName[]) => Promise<ChosenNames>;
  /** Returns how requests and webhook deliveries are signed. Called before `chooseNames`. Default: not at all. */
  readonly chooseSigning?: ChooseSigning;
  /**
   * Path of an overlay with corrections. It is applied to the document first; what `add` proposes is added to it,
   * and it becomes the spec folder's overlay.
   */
  readonly overlay?: string | undefined;
  /** Returns an overlay that corrects a document which is rejected. Default: none, so that the error is thrown. */
  readonly onRejected?: OnRejected | undefined;
  /**
   * Scope of the workspace's packages, such as `@acme`; empty for none. Only for the first provider: package.json
   * records it.
   */
  readonly scope?: string | undefined;
  /** Returns the scope, if neither `scope` nor package.json gives it. Default: the one derived from package.json's name. */
  readonly chooseScope?: ChooseScope;
  /** The package manager that runs this program, as in `npm_config_user_agent`. */
  readonly userAgent?: string | undefined;
  /** Version of `@countersign/cli` that the new package depends on. */
  readonly toolVersion: string;
  /** A folder of the workspace, or the folder that becomes one. Default: the working directory. */
  readonly from?: string;
  /** The date to record. Default: today. */
  readonly today?: Date;
}

/** Result of `addProvider`. */
export interface AddedProvider {
  readonly name: string;
  readonly title: string;
  /** Path from the working directory to the workspace: `.` if it is the same folder. */
  readonly workspace: string;
  /** Name of the new package. */
  readonly packageName: string;
  readonly operations: number;
  /** Paths of all written files, relative to the workspace, sorted. */
  readonly files: readonly string[];
  /** Number of problems in the document by lint rule. The linter ignores them from now on. */
  readonly lint: Readonly<Record<string, number>>;
  /** What is wrong with the document but harms no client. */
  readonly warnings: readonly Problem[];
  /** What still has to be reviewed by a person. */
  readonly decisions: readonly Decision[];
  /** Commands to run next, in order. */
  readonly next: readonly string[];
}

/**
 * Adds a provider to a workspace: a spec folder with provenance and an overlay, a package with a README and a
 * test, a dependency in each package that is wired to all providers, and a changeset. A folder that is not a workspace
 * yet becomes one.
 *
 * Everything is created and checked in memory before the first file is written.
 *
 * @throws SpecError when the name is taken or invalid, the document cannot be read, or no client can be generated.
 */
export async function addProvider(options: AddOptions): Promise<AddedProvider> {
  const { name, source } = options;
  const root = findRoot(options.from ?? process.cwd());
  assertFree(workspaceAt(root), name);
  const published = await readDocument(source, options);
  const setup = await setUpWorkspace(root, options);
  const { workspace, manager } = setup;
  assertFree(workspace, name);
  const form = workspaceForm(workspace, { name, toolVersion: options.toolVersion });
  const packages = readPackages(workspace);
  const { spec, overlay, parts } = await overlaidSpec(workspace, { ...options, published });
  const model = await assertGenerated(spec);
  const wired = wiredPackages(packages, {
    name: workspace.packageName(name),
    peers: workspace.providers.map((peer) => workspace.packageName(peer)),
  });
  const baseline = await ignoreLintProblems(workspace, spec);
  const files = [
    ...setup.files,
    ...specFiles(workspace, {
      spec,
      overlay,
      parts,
      published,
      today: options.today ?? new Date(),
    }),
    ...packageFiles(workspace, { model, form, published, wired }),
    ...wired.map(({ file, text }) => ({ path: pathIn(workspace, file), text })),
    ...baseline.files,
    ...(form.hasChangesets ? [emitChangeset(model, changed(workspace, { name, wired }))] : []),
  ];
  const { written } = await writeFiles(files, { folder: workspace.root, owned: [], check: false });
  const out = workspace.packageFolder(name);
  const generated = await generate({ spec: workspace.specFolder(name), out });
  const all = [...written, ...generated.written.map((path) => pathIn(workspace, join(out, path)))];
  return {
    name,
    title: model.title,
    workspace:
      relative(options.from ?? process.cwd(), root)
        .split(sep)
        .join("/") || ".",
    packageName: workspace.packageName(name),
    operations: model.operations.length,
    files: [...new Set(all)].sort(),
    lint: baseline.counts,
    warnings: model.warnings,
    decisions: [
      ...setup.decisions,
      ...overlay.decisions,
      ...openDecisions(spec, { model, file: pathIn(workspace, spec.subject.file) }),
      ...baseline.decisions,
    ],
    next: nextCommands(workspace, { name, manager, wired }),
  };
}

function assertFree(workspace: Workspace, name: string): void {
  const folder = workspace.specFolder(name);
  if (!isProviderName(name)) {
    throw new SpecError(`${JSON.stringify(name)} is not a valid provider name: ${NAME_RULE}.`, {
      location: { file: displayPath(dirname(workspace.specFolder("any"))) },
      remedy: "Choose another name, such as `acme` or `acme-kyc`.",
    });
  }
  const taken = [folder, workspace.packageFolder(name)].find((path) => existsSync(path));
  if (taken === undefined) return;
  throw new SpecError(`There is already a provider called "${name}".`, {
    location: { file: displayPath(taken) },
    remedy: "Choose another name, or edit the existing spec and run `generate`.",
  });
}

interface OverlaidSpec {
  readonly spec: Spec;
  readonly overlay: OverlayText;
  /** The files that the document refers to. */
  readonly parts: readonly DocumentPart[];
}

/** Creates the overlay from the document as published, then applies it. */
async function overlaidSpec(
  workspace: Workspace,
  { name, published, chooseNames, ...options }: AddOptions & { published: PublishedDocument },
): Promise<OverlaidSpec> {
  const file = join(workspace.specFolder(name), "openapi.yaml");
  const draft = { name, file, text: published.text, origin: published.origin };
  const { document, parts, given } = await acceptDocument(draft, {
    overlay: options.overlay === undefined ? undefined : await readOverlay(options.overlay),
    onRejected: options.onRejected,
  });
  const path = join(workspace.specFolder(name), "overlay.yaml");
  const location = { file: displayPath(published.origin) };
  const corrected = { ...draft, corrections: given };
  const signed = await signDraft(corrected, { document, choose: options.chooseSigning, location });
  const open = [...signed.openNames, ...openNames(name, signed.document)];
  const chosen = (await chooseNames?.(open)) ?? NO_NAMES;
  assertChosen(open, chosen, location);
  const actions = proposeOverlay(name, signed.document, chosen, signed.plain);
  const overlay = emitOverlay([...signed.actions(chosen), ...actions], {
    title: titleOf(document),
    file: pathIn(workspace, path),
    given,
  });
  const spec = await previewSpec({ ...draft, overlay: { text: overlay.text, origin: path } });
  const unsigned = unsignedParameters(spec, { file: pathIn(workspace, file), plain: signed.plain });
  const proposed = withLifecycles(overlay, spec, pathIn(workspace, path));
  const decisions = [...proposed.decisions, ...unsigned];
  return { spec, overlay: { ...proposed, decisions }, parts };
}

/** Fails on anything that generation would reject, while nothing is written yet. */
async function assertGenerated(spec: Spec): Promise<Model> {
  await assertVocabulary(spec);
  const model = toModel(spec);
  const file = spec.locationOf("#/").file;
  assertCompiles(spec, model, await emitSchema(model, { source: `specs/${spec.name}`, file }));
  return model;
}

function specFiles(
  workspace: Workspace,
  {
    spec,
    overlay,
    parts,
    published,
    today,
  }: OverlaidSpec & { published: PublishedDocument; today: Date },
): EmittedFile[] {
  const { document, name } = spec;
  const date = today.toISOString().slice(0, 10);
  const folder = pathIn(workspace, workspace.specFolder(name));
  return below(folder, emitSpecFolder({ published, parts, document, overlay: overlay.text, date }));
}

function packageFiles(
  workspace: Workspace,
  {
    model,
    form,
    published,
    wired,
  }: {
    model: Model;
    form: WorkspaceForm;
    published: PublishedDocument;
    wired: readonly WiredPackage[];
  },
): EmittedFile[] {
  const out = workspace.packageFolder(model.name);
  const facade = wired.find(({ hasEntries }) => hasEntries);
  const { source } = published;
  const files = emitPackage(model, {
    packageName: workspace.packageName(model.name),
    specPath: pathIn(workspace, workspace.specFolder(model.name)),
    form,
    documentUrl: "address" in source ? source.address : undefined,
    facade: facade && {
      name: facade.name,
      path: relative(out, dirname(facade.file)).split(sep).join("/"),
    },
  });
  return below(pathIn(workspace, out), files);
}

function changed(
  workspace: Workspace,
  { name, wired }: { name: string; wired: readonly WiredPackage[] },
): string[] {
  const released = wired.filter(({ hasWiredFiles }) => hasWiredFiles);
  return [...released.map((each) => each.name), workspace.packageName(name)];
}

function below(folder: string, files: readonly EmittedFile[]): EmittedFile[] {
  return files.map(({ path, text }) => ({ path: `${folder}/${path}`, text }));
}
