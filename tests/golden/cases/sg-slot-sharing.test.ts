/** SG-01 … SG-05: slot sharing groups and sizes of memory. */
import { MemorySize, SlotSharingGroup } from "millrace";
import { expect, test } from "vitest";
import { expectCase, expectedOf, valueOf } from "../../conformance/cases.ts";

// covers: MemorySize.getMebiBytes, MemorySize.ofMebiBytes
// covers: SlotSharingGroup.Builder.setCpuCores, SlotSharingGroup.Builder.setExternalResource
// covers: SlotSharingGroup.Builder.setManagedMemory, SlotSharingGroup.Builder.setTaskHeapMemoryMb
// covers: SlotSharingGroup.Builder.setTaskOffHeapMemoryMb
test("SG-01 a group's resources come back", () => {
  const group = SlotSharingGroup.builder("group")
    .setCpuCores(1)
    .setTaskHeapMemoryMb(100)
    .setTaskOffHeapMemoryMb(200)
    .setManagedMemory(MemorySize.ofMebiBytes(300))
    .setExternalResource("gpu", 1)
    .build();
  const sizes = [
    group.getTaskHeapMemory(),
    group.getTaskOffHeapMemory(),
    group.getManagedMemory(),
  ].map((size) => size?.getMebiBytes());
  expectCase("SG-01", [group.getCpuCores()?.toFixed(1), ...sizes], "resources");
  const external = [...group.getExternalResources()].map(
    ([name, value]) => `${name}:${value.toFixed(1)}`,
  );
  expectCase("SG-01", [`{${external.join(",")}}`], "external");
});

// covers: SlotSharingGroup.builder, SlotSharingGroup.getCpuCores
// covers: SlotSharingGroup.getExternalResources, SlotSharingGroup.getManagedMemory
// covers: SlotSharingGroup.getTaskHeapMemory, SlotSharingGroup.getTaskOffHeapMemory
// covers: SlotSharingGroup.Builder.build
test("SG-02 a group with a name alone has no resources", () => {
  const group = SlotSharingGroup.builder("group").build();
  const [none = "", empty = ""] = expectedOf("SG-02", "resources");
  const resources = [
    group.getCpuCores(),
    group.getTaskHeapMemory(),
    group.getTaskOffHeapMemory(),
    group.getManagedMemory(),
  ];
  expect(resources.map(String)).toEqual(resources.map(() => none));
  expect(`{${[...group.getExternalResources()].join(",")}}`).toBe(empty);
});

// covers: SlotSharingGroup.Builder.setTaskHeapMemory
test("SG-03 cores without heap memory are refused", () => {
  const builder = SlotSharingGroup.builder("group")
    .setCpuCores(1)
    .setTaskHeapMemory(new MemorySize(0));
  expect(valueOf("SG-03", "result")).toBe("raises");
  expect(() => builder.build()).toThrow(expect.objectContaining({ code: expect.any(String) }));
});

test("SG-05 sizes of memory compare by value", () => {
  const holds = expectedOf("SG-05", "sizes").map((comparison) => {
    const [left, right] = comparison.split(" <= ").map((bytes) => new MemorySize(Number(bytes)));
    return left !== undefined && right !== undefined && left <= right;
  });
  expect(holds).toEqual([true, true, false]);
  expect(new MemorySize(100).equals(new MemorySize(100))).toBe(true);
});
