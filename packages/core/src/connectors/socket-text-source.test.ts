import { expect, test } from "vitest";
import type { ServedConnection } from "../testing/memory-network.ts";
import { SourceDriver } from "../testing/source-driver.ts";
import { createTestPorts } from "../testing/test-ports.ts";
import { SocketTextSource } from "./socket-text-source.ts";

interface Served {
  readonly driver: SourceDriver<string>;
  readonly connections: ServedConnection[];
}

async function serve(
  script: (connection: ServedConnection, index: number) => void,
  delimiter = "\n",
  maxRetries = 0,
): Promise<Served> {
  const ports = createTestPorts();
  const connections: ServedConnection[] = [];
  ports.network.serve("host", 99, (connection) => {
    connections.push(connection);
    script(connection, connections.length - 1);
  });
  const source = new SocketTextSource({ host: "host", port: 99, delimiter, maxRetries });
  const driver = new SourceDriver(source, {
    ports,
    parallelism: 1,
    onIdle: () => ports.scheduler.advance(100),
  });
  await driver.start();
  return { driver, connections };
}

test("records are cut at line ends, over portions and inside of characters, and the rest counts", async () => {
  const { driver } = await serve((connection) => {
    const bytes = new TextEncoder().encode("eins\r\nzwölf\n\nrest");
    for (const byte of bytes) connection.send(Uint8Array.of(byte));
    connection.end();
  });
  expect(await driver.read()).toEqual(["eins", "zwölf", "", "rest"]);
});

test("a delimiter of several characters may lie over two portions, and \\r stays", async () => {
  const { driver } = await serve((connection) => {
    connection.send("a\r<");
    connection.send(">b<>");
    connection.end();
  }, "<>");
  expect(await driver.read()).toEqual(["a\r", "b"]);
});

test("a closed connection is made again as often as allowed, and the text goes on", async () => {
  const { driver, connections } = await serve(
    (connection, index) => {
      connection.send(`half-${index} `);
      connection.end();
    },
    "\n",
    2,
  );
  expect(await driver.read()).toEqual(["half-0 half-1 half-2 "]);
  expect(connections.length).toBe(3);
});

test("a connection that fails or breaks fails the job and names the address", async () => {
  const failed = (reason: string) =>
    expect.objectContaining({
      code: "CONNECTOR_CONNECTION_FAILED",
      values: expect.objectContaining({
        host: "host",
        port: "99",
        reason: expect.stringContaining(reason),
      }),
    });
  const broken = await serve((connection) => {
    connection.send("a\n");
    connection.fail(new Error("reset by peer"));
  });
  expect(await broken.driver.read(1)).toEqual(["a"]);
  await expect(broken.driver.read()).rejects.toThrow(failed("reset by peer"));
  const source = new SocketTextSource({ host: "host", port: 99, delimiter: "\n", maxRetries: 5 });
  const alone = new SourceDriver(source, { ports: createTestPorts(), parallelism: 1 });
  await alone.start();
  await expect(alone.read()).rejects.toThrow(failed("refused"));
});

test("text that has come and was not returned is in the snapshot", async () => {
  const { driver } = await serve((connection) => connection.send("a\nb\nc"));
  expect(await driver.read(1)).toEqual(["a"]);
  expect(driver.readers[0]?.snapshotState(1)).toEqual([{ splitId: "socket", pendingText: "b\nc" }]);
  await driver.close();
});

test("closing ends a pending read and the connection", async () => {
  const { driver, connections } = await serve((connection) => connection.send("a\n"));
  await driver.read(1);
  driver.readers[0]?.next();
  const waiting = driver.readers[0]?.available();
  await driver.close();
  await waiting;
  expect(connections[0]?.isClosedByClient).toBe(true);
});

test("impossible options are refused", () => {
  const refused = expect.objectContaining({ code: "CONNECTOR_INVALID_OPTION" });
  const options = { host: "h", port: 1, delimiter: "\n", maxRetries: 0 };
  for (const wrong of [{ port: 0 }, { port: 65536 }, { delimiter: "" }, { maxRetries: -2 }]) {
    expect(() => new SocketTextSource({ ...options, ...wrong })).toThrow(refused);
  }
});
