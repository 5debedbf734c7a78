import { ApiError } from "../../provider/resource-handler";

/** What the brokers answered, in their own words. */
export function toApiError(error: unknown): ApiError {
  return error instanceof ApiError
    ? error
    : new ApiError("Kafka refuses", causes(error).join("\n"));
}

/** The client wraps what the brokers answered in errors of its own, one inside the other. */
function causes(error: unknown): string[] {
  const { errors = [], cause, message } = error as AggregateError;
  const inner = [...errors, ...(cause === undefined ? [] : [cause])].flatMap(causes);
  return inner.length > 0 ? [...new Set(inner)] : [message];
}
