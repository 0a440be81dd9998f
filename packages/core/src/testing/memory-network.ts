/** A `Network` in which only what a test serves can be reached. */
import type { Network, Socket } from "../base/ports.ts";
import { streamError } from "../base/stream-error.ts";

/** The server's end of a connection. */
export class ServedConnection {
  /** What the client wrote, in order. */
  readonly received: Uint8Array[] = [];
  readonly #arrived: (Uint8Array | Error | undefined)[] = [];
  #waiter: (() => void) | undefined;
  #isClosedByClient = false;

  /** True once the client has closed its end. */
  get isClosedByClient(): boolean {
    return this.#isClosedByClient;
  }

  /** Sends text or bytes to the client. */
  send(data: string | Uint8Array): void {
    this.#arrive(typeof data === "string" ? new TextEncoder().encode(data) : data);
  }

  /** Ends the connection: the client reads `undefined`. */
  end(): void {
    this.#arrive(undefined);
  }

  /** Breaks the connection: the client's read rejects. */
  fail(error: Error): void {
    this.#arrive(error);
  }

  /** The client's end. @internal */
  createSocket(): Socket {
    return {
      read: async () => {
        while (this.#arrived.length === 0 && !this.#isClosedByClient) {
          await new Promise<void>((resolve) => {
            this.#waiter = resolve;
          });
        }
        if (this.#isClosedByClient) return undefined;
        const next = this.#arrived[0];
        // The end and a failure stay: reading again gives them again.
        if (next instanceof Uint8Array) this.#arrived.shift();
        if (next instanceof Error) throw next;
        return next;
      },
      write: async (bytes) => {
        if (this.#isClosedByClient) throw streamError("PORT_CLOSED", { what: "socket" });
        this.received.push(bytes.slice());
      },
      close: () => {
        this.#isClosedByClient = true;
        this.#waiter?.();
      },
    };
  }

  #arrive(item: Uint8Array | Error | undefined): void {
    this.#arrived.push(item);
    this.#waiter?.();
  }
}

/** Servers by address. */
export class MemoryNetwork implements Network {
  readonly #servers = new Map<string, (connection: ServedConnection) => void>();

  /** Serves an address: called with each connection that is made to it. */
  serve(host: string, port: number, onConnection: (connection: ServedConnection) => void): void {
    this.#servers.set(`${host}:${port}`, onConnection);
  }

  /** Nobody answers at the address any more; open connections stay. */
  stopServing(host: string, port: number): void {
    this.#servers.delete(`${host}:${port}`);
  }

  async connect(host: string, port: number): Promise<Socket> {
    const onConnection = this.#servers.get(`${host}:${port}`);
    if (onConnection === undefined) {
      throw streamError("PORT_NO_CONNECTION", { host, port, reason: "connection refused" });
    }
    const connection = new ServedConnection();
    onConnection(connection);
    return connection.createSocket();
  }
}
