/** A file to write; creating it does not touch the disk. */
export interface EmittedFile {
  /** Path relative to the output folder, with `/`. */
  readonly path: string;
  /** The whole content. */
  readonly text: string;
}
