import { randomBytes } from "node:crypto";
import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { setCookie } from "hono/cookie";
import { secureHeaders } from "hono/secure-headers";
import { streamSSE } from "hono/streaming";
import { masked } from "../../base/text/masked";
import { faults } from "../faults/fault";
import { host, takePort } from "../engines/ports";
import { isSame } from "../engines/gateway";
import { assetAt } from "./assets";
import { cookieName, notForeign, withToken } from "./guard";
import type { AppliedStack, ConsoleSession } from "./session";

export interface Console {
  /** With the token: for the person at this machine alone. */
  readonly link: string;
  /** What was applied since. */
  show(stacks: readonly AppliedStack[]): Promise<void>;
  close(): Promise<void>;
}

/** Serves the console of a rehearsal to a browser on this machine. */
export async function startConsole(session: ConsoleSession): Promise<Console> {
  const token = randomBytes(24).toString("base64url");
  const port = await takePort(undefined);
  const app = consoleApp(session, { port, token });
  const server = await new Promise<Server>((listening, failed) => {
    const started = serve({ fetch: app.fetch, hostname: host, port }, () =>
      listening(started),
    ) as Server;
    started.once("error", failed);
  });
  server.unref();
  return {
    link: `http://${host}:${port}/open?token=${token}`,
    show: (stacks) => session.show(stacks),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await session.close();
    },
  };
}

function consoleApp(
  session: ConsoleSession,
  { port, token }: { port: number; token: string },
): Hono {
  const app = new Hono();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        ...{ defaultSrc: ["'self'"], baseUri: ["'none'"], formAction: ["'self'"] },
        ...{ frameAncestors: ["'none'"], objectSrc: ["'none'"] },
      },
      referrerPolicy: "no-referrer", // the link has the token
      strictTransportSecurity: false,
    }),
  );
  app.use(notForeign(port));
  // the only path without the cookie, which it gives
  app.get("/open", (context) => {
    if (!isSame(context.req.query("token") ?? "", token)) {
      return context.text("this is not the link that npm start printed\n", 401);
    }
    setCookie(context, cookieName(port), token, { httpOnly: true, sameSite: "Strict", path: "/" });
    return context.redirect("/");
  });
  app.use(withToken(port, token));
  app.get("/api/about", (context) => context.json(session.about()));
  app.get("/api/live", (context) =>
    streamSSE(context, async (stream) => {
      const stop = session.watch((message) => {
        void stream.writeSSE({ event: message.type, data: JSON.stringify(message.data) });
      });
      await new Promise<void>((gone) => stream.onAbort(gone));
      stop();
    }),
  );
  app.post("/api/sql", async (context) => {
    const { service, database, text } = await context.req.json<Record<string, unknown>>();
    try {
      return context.json(await session.sql(String(service), String(database), String(text)));
    } catch (error) {
      return context.json({ error: masked((error as Error).message, session.secrets) }, 422);
    }
  });
  app.post("/api/fault", async (context) => {
    const asked = await context.req.json<Record<string, unknown>>();
    const fault = faults.find((each) => each === asked.fault);
    const [outage, changes] = [Number(asked.outage), Number(asked.changes)];
    const isValid = outage >= 0 && outage <= 600 && Number.isInteger(changes);
    if (!fault || !isValid || changes < 100 || changes > 1_000_000) {
      return context.json(
        {
          error: `fault: ${faults.join(", ")}; outage: 0 to 600 s; changes: 100 to 1,000,000`,
        },
        400,
      );
    }
    const isStarted = session.break({ fault, outage, changes });
    return isStarted
      ? context.json({}, 202)
      : context.json({ error: "a fault is being rehearsed; wait for its report" }, 409);
  });
  app.get("*", (context) => {
    const asset = assetAt(context.req.path);
    if (!asset) return context.text("no such page\n", 404);
    return context.body(asset.text, 200, {
      "content-type": asset.type,
      "cache-control": "no-store",
    });
  });
  return app;
}
