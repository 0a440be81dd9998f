/** Finds cycles in a graph given by its edges. */

/** One cycle for each knot (strongly connected part): the way round, its first name repeated at the end. */
export function findCycles(
  edges: ReadonlyMap<string, readonly string[]>,
): readonly (readonly string[])[] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  for (const start of edges.keys()) {
    if (done.has(start)) continue;
    const way = shortestWayBack(start, edges);
    if (way === undefined) continue;
    cycles.push(way);
    // Whoever can be reached from the cycle and reaches it is the same knot: name it once.
    for (const name of reachable(start, edges))
      if (reachable(name, edges).has(start)) done.add(name);
  }
  return cycles;
}

function shortestWayBack(
  start: string,
  edges: ReadonlyMap<string, readonly string[]>,
): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const pending = [start];
  for (let index = 0; index < pending.length; index++) {
    const name = pending[index] ?? "";
    for (const next of edges.get(name) ?? []) {
      if (next === start) return wayTo(name, start, cameFrom);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, name);
      pending.push(next);
    }
  }
  return undefined;
}

function wayTo(end: string, start: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way = [start];
  for (let name = end; name !== start; name = cameFrom.get(name) ?? start) way.unshift(name);
  way.unshift(start);
  return way;
}

function reachable(
  start: string,
  edges: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const found = new Set<string>();
  const pending = [start];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    for (const next of edges.get(name) ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      pending.push(next);
    }
  }
  return found;
}
