/** What the subtasks of a slot sharing group may need of a slot: plan data for engines that have slots; nothing here reads it. */

/** Wishes of one group; absent where nothing is wished for. */
export interface SlotResources {
  readonly cpuCores?: number;
  readonly taskHeapBytes?: number;
  readonly taskOffHeapBytes?: number;
  readonly managedBytes?: number;
  /** By name: `gpu`. */
  readonly external: ReadonlyMap<string, number>;
}

/** For people: `2 cores, task heap 100 mb, gpu 1`; empty where nothing is wished for. */
export function slotResourcesText(resources: SlotResources): string {
  const { cpuCores, taskHeapBytes, taskOffHeapBytes, managedBytes, external } = resources;
  return [
    ...(cpuCores === undefined ? [] : [`${cpuCores} ${cpuCores === 1 ? "core" : "cores"}`]),
    ...memoryText("task heap", taskHeapBytes),
    ...memoryText("task off-heap", taskOffHeapBytes),
    ...memoryText("managed", managedBytes),
    ...[...external].map(([name, amount]) => `${name} ${amount}`),
  ].join(", ");
}

function memoryText(what: string, sizeBytes: number | undefined): string[] {
  return sizeBytes === undefined ? [] : [`${what} ${sizeBytes / 2 ** 20} mb`];
}
