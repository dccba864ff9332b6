/** A file to write, before anything touches the disk. */
export interface EmittedFile {
  /** Path relative to the output folder, with `/`. */
  readonly path: string;
  /** The whole text. */
  readonly text: string;
}
