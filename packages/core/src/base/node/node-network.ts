/** TCP sockets, over `node:net`. Loaded when the first connection is made. */
import { createConnection, type Socket as NodeSocket } from "node:net";
import type { Socket } from "../ports.ts";
import { streamError } from "../stream-error.ts";

/** Connects; rejects with `PORT_NO_CONNECTION` where nobody answers. */
export function connectSocket(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host, port });
    const refuse = (cause: Error): void => {
      reject(streamError("PORT_NO_CONNECTION", { host, port, reason: cause.message }, { cause }));
    };
    socket.once("error", refuse);
    socket.once("connect", () => {
      socket.off("error", refuse);
      resolve(openSocket(socket));
    });
  });
}

function openSocket(socket: NodeSocket): Socket {
  let failure: Error | undefined;
  let isClosed = false;
  // A failure between two calls must not end the process; the next call reports it.
  socket.on("error", (error) => {
    failure ??= error;
  });
  // Pulled, so that what nobody reads stays in the kernel and holds the peer back.
  const chunks: AsyncIterator<Uint8Array> = socket[Symbol.asyncIterator]();
  return {
    async read() {
      if (isClosed) return undefined;
      try {
        const { done, value } = await chunks.next();
        return done === true ? undefined : value;
      } catch (error) {
        if (isClosed) return undefined;
        throw failure ?? error;
      }
    },
    write(bytes) {
      if (isClosed) return Promise.reject(streamError("PORT_CLOSED", { what: "socket" }));
      if (failure !== undefined) return Promise.reject(failure);
      return new Promise((resolve, reject) => {
        socket.write(bytes, (error) => (error == null ? resolve() : reject(error)));
      });
    },
    close() {
      isClosed = true;
      socket.destroy();
    },
  };
}
