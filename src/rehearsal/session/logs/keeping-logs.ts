import {
  type ResourceHandlers,
  ApiError,
  type ResourceHandler,
} from "../../provider/resource-handler";
import type { KeptLogs } from "./kept-logs";

/** The same resource handlers; an error of theirs that names a log names the one that is kept. */
export function keepingLogs<Context>(
  handlers: ResourceHandlers<Context>,
  logs: KeptLogs,
): ResourceHandlers<Context> {
  return Object.fromEntries(
    Object.entries(handlers).map(([type, handler]) => [type, keeping(handler, logs)]),
  );
}

function keeping<Context>(
  handler: ResourceHandler<Context>,
  logs: KeptLogs,
): ResourceHandler<Context> {
  const attempt = async <T>(step: () => T): Promise<Awaited<T>> => {
    try {
      return await step();
    } catch (error) {
      throw named(error, logs);
    }
  };
  return {
    ...handler,
    create: (...args) => attempt(() => handler.create(...args)),
    update: (...args) => attempt(() => handler.update(...args)),
    delete: (...args) => attempt(() => handler.delete(...args)),
  };
}

function named(error: unknown, logs: KeptLogs): unknown {
  if (error instanceof ApiError) {
    const detail = logs.named(error.detail);
    return detail === error.detail ? error : new ApiError(error.summary, detail, error.attribute);
  }
  if (!(error instanceof Error)) return error;
  const message = logs.named(error.message);
  return message === error.message ? error : new Error(message, { cause: error });
}
