/** Removes from a list in place, as evictors do. */

/** Keeps the elements of which the test is true, in their order. */
export function retain<T>(elements: T[], isKept: (element: T) => boolean): void {
  let kept = 0;
  for (const element of elements) {
    if (!isKept(element)) continue;
    elements[kept] = element;
    kept += 1;
  }
  elements.length = kept;
}
