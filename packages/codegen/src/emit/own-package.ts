/** The package that is generated, as its README introduces it. */
export interface OwnPackage {
  /** The name that programs import. */
  readonly name: string;
  /** Whether it is never published, so that nobody installs it. */
  readonly isPrivate: boolean;
}
