/** Slot sharing groups: names and wishes for resources, for engines that have slots. */
import { describeValue } from "../base/describe-value.ts";
import { streamError } from "../base/stream-error.ts";
import type { SlotResources } from "../plan/slot-resources.ts";
import { MemorySize } from "./memory-size.ts";

interface Resources {
  readonly cpuCores: number | null;
  readonly taskHeapMemory: MemorySize | null;
  readonly taskOffHeapMemory: MemorySize | null;
  readonly managedMemory: MemorySize | null;
  readonly externalResources: ReadonlyMap<string, number>;
}

/** A named group whose operators may share a slot; immutable. Flink: `SlotSharingGroup`. */
export class SlotSharingGroup {
  private readonly groupName: string;
  private readonly resources: Resources;

  /** @internal */
  constructor(name: string, resources: Resources) {
    this.groupName = name;
    this.resources = resources;
  }

  /** Starts from a name. */
  static builder(name: string): SlotSharingGroupBuilder {
    return new SlotSharingGroupBuilder(name);
  }

  getName(): string {
    return this.groupName;
  }

  /** `null` where not specified. */
  getCpuCores(): number | null {
    return this.resources.cpuCores;
  }

  /** `null` where not specified. */
  getTaskHeapMemory(): MemorySize | null {
    return this.resources.taskHeapMemory;
  }

  /** `null` where not specified. */
  getTaskOffHeapMemory(): MemorySize | null {
    return this.resources.taskOffHeapMemory;
  }

  /** `null` where not specified. */
  getManagedMemory(): MemorySize | null {
    return this.resources.managedMemory;
  }

  getExternalResources(): Map<string, number> {
    return new Map(this.resources.externalResources);
  }

  /** Equal where name and resources are. */
  equals(other: unknown): boolean {
    if (!(other instanceof SlotSharingGroup) || other.groupName !== this.groupName) return false;
    const one = entriesOf(this.toPlan());
    const another = new Map(entriesOf(other.toPlan()));
    return one.length === another.size && one.every(([key, value]) => another.get(key) === value);
  }

  /** As plans carry it. @internal */
  toPlan(): SlotResources {
    const { cpuCores, taskHeapMemory, taskOffHeapMemory, managedMemory } = this.resources;
    return Object.freeze({
      ...(cpuCores === null ? {} : { cpuCores }),
      ...(taskHeapMemory === null ? {} : { taskHeapBytes: taskHeapMemory.getBytes() }),
      ...(taskOffHeapMemory === null ? {} : { taskOffHeapBytes: taskOffHeapMemory.getBytes() }),
      ...(managedMemory === null ? {} : { managedBytes: managedMemory.getBytes() }),
      external: this.getExternalResources(),
    });
  }
}

/** One entry for each resource; those of users cannot meet the names of Flink's. */
function entriesOf({ external, ...named }: SlotResources): [string, number][] {
  return [
    ...Object.entries(named),
    ...[...external].map(([name, value]): [string, number] => [`external ${name}`, value]),
  ];
}

/** Flink's nested names. */
export declare namespace SlotSharingGroup {
  type Builder = SlotSharingGroupBuilder;
}

/** Builds a `SlotSharingGroup`. */
export class SlotSharingGroupBuilder {
  private readonly groupName: string;
  private cpuCores: number | null = null;
  private taskHeapMemory: MemorySize | null = null;
  private taskOffHeapMemory: MemorySize | null = null;
  private managedMemory: MemorySize | null = null;
  private readonly externalResources: Map<string, number> = new Map();

  /** @internal */
  constructor(name: string) {
    if (typeof name !== "string" || name === "") {
      throw streamError("API_WRONG_TYPE", {
        method: "SlotSharingGroup.builder",
        parameter: "name",
        value: describeValue(name),
        expected: "a string that is not empty",
      });
    }
    this.groupName = name;
  }

  /** Above 0. */
  setCpuCores(cpuCores: number): this {
    if (!(cpuCores > 0)) {
      throw streamError("API_WRONG_TYPE", {
        method: "SlotSharingGroup.Builder.setCpuCores",
        parameter: "cpuCores",
        value: describeValue(cpuCores),
        expected: "a number above 0",
      });
    }
    this.cpuCores = cpuCores;
    return this;
  }

  setTaskHeapMemory(taskHeapMemory: MemorySize): this {
    this.taskHeapMemory = taskHeapMemory;
    return this;
  }

  setTaskHeapMemoryMb(taskHeapMemoryMb: number): this {
    return this.setTaskHeapMemory(MemorySize.ofMebiBytes(taskHeapMemoryMb));
  }

  setTaskOffHeapMemory(taskOffHeapMemory: MemorySize): this {
    this.taskOffHeapMemory = taskOffHeapMemory;
    return this;
  }

  setTaskOffHeapMemoryMb(taskOffHeapMemoryMb: number): this {
    return this.setTaskOffHeapMemory(MemorySize.ofMebiBytes(taskOffHeapMemoryMb));
  }

  setManagedMemory(managedMemory: MemorySize): this {
    this.managedMemory = managedMemory;
    return this;
  }

  setManagedMemoryMb(managedMemoryMb: number): this {
    return this.setManagedMemory(MemorySize.ofMebiBytes(managedMemoryMb));
  }

  setExternalResource(name: string, value: number): this {
    this.externalResources.set(name, value);
    return this;
  }

  /** Cores and heap memory go together: one of them alone, or heap memory of nothing, is `API_SLOT_RESOURCES`. */
  build(): SlotSharingGroup {
    this.requireBoth();
    const { cpuCores, taskHeapMemory, taskOffHeapMemory, managedMemory } = this;
    const externalResources = new Map(this.externalResources);
    return new SlotSharingGroup(this.groupName, {
      cpuCores,
      taskHeapMemory,
      taskOffHeapMemory,
      managedMemory,
      externalResources,
    });
  }

  private requireBoth(): void {
    const { cpuCores, taskHeapMemory, taskOffHeapMemory, managedMemory } = this;
    const isSpecified =
      cpuCores !== null ||
      taskHeapMemory !== null ||
      taskOffHeapMemory !== null ||
      managedMemory !== null ||
      this.externalResources.size > 0;
    if (!isSpecified) return;
    if (cpuCores !== null && taskHeapMemory !== null && taskHeapMemory.getBytes() > 0) return;
    throw streamError("API_SLOT_RESOURCES", {
      group: this.groupName,
      cores: cpuCores ?? "not set",
      heap: taskHeapMemory ?? "not set",
    });
  }
}
