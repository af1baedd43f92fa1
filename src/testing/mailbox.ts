import type { AddressInfo, Socket } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** A real SMTP server that keeps what it takes, each mail once, by its Message-ID. */
export type Mailbox = {
  readonly url: string;
  readonly mails: ReadonlyMap<string, ParsedMail>;
  /** Message-IDs in the order of acceptance, repetitions too. */
  readonly accepted: readonly string[];
  /** Takes the next mail, and breaks the connection before it has said so. */
  readonly cutNext: () => void;
  /** Answers the next recipient with this code. */
  readonly refuseNext: (code: number) => void;
  readonly close: () => Promise<void>;
};

export async function openMailbox(): Promise<Mailbox> {
  const mails = new Map<string, ParsedMail>();
  const accepted: string[] = [];
  const sockets = new Set<Socket>();
  let cuts = false;
  let code: number | undefined;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onRcptTo: (_address, _session, answer) => {
      const refused = code;
      code = undefined;
      if (refused === undefined) return answer();
      answer(Object.assign(new Error("Not here"), { responseCode: refused }));
    },
    onData: (stream, _session, answer) => {
      simpleParser(stream).then(
        (mail) => {
          const id = mail.messageId ?? "";
          mails.set(id, mail);
          accepted.push(id);
          if (!cuts) return answer();
          cuts = false;
          for (const socket of sockets) socket.destroy();
        },
        (error: Error) => answer(error),
      );
    },
  });
  server.server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("error", () => undefined); // the connections we broke
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    accepted,
    cutNext: () => {
      cuts = true;
    },
    refuseNext: (wanted) => {
      code = wanted;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
