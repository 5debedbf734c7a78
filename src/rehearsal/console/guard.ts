import { getCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import { foreignRefusal, isSame } from "../engines/gateway";

/** Refuses what a page from elsewhere sends, and a name from elsewhere that leads here. */
export function notForeign(port: number) {
  return createMiddleware(async (context, next) => {
    const foreign = foreignRefusal(context.req.header(), port);
    if (foreign) return context.text(`${foreign.message}\n`, 403);
    await next();
  });
}

/** Lets in who opened the link with the token, which left a cookie. */
export function withToken(port: number, token: string) {
  return createMiddleware(async (context, next) => {
    if (!isSame(getCookie(context, cookieName(port)) ?? "", token)) {
      return context.text("open the link that npm start printed: it has the token\n", 401);
    }
    await next();
  });
}

/** Browsers share cookies between the ports of a host, so that of another rehearsal has another name. */
export function cookieName(port: number): string {
  return `rehearsal_${port}`;
}
