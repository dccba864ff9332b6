/** Returns a feature that a provider's table calls for, or throws a TypeError if the client was created without it. */
export function needed<Feature>(feature: Feature | undefined): Feature {
  if (feature === undefined) throw new TypeError("This client lacks a feature.");
  return feature;
}
