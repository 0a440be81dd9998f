/** Value equality of configuration objects: of one class, and standing for the same settings. */

/** What stands for settings. */
interface StandsForSettings {
  settings(): ReadonlyMap<string, string>;
}

/** True where both are of one class and stand for the same settings. */
export function hasSameSettings(one: StandsForSettings, other: StandsForSettings): boolean {
  if (one.constructor !== other.constructor) return false;
  const settings = one.settings();
  const others = other.settings();
  return (
    settings.size === others.size &&
    [...settings].every(([key, value]) => others.get(key) === value)
  );
}
