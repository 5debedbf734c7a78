import type { Service } from "./services";

/** Ends what runs for a service without a thought for its data, and what runs beside it. */
export async function discard(service: Service): Promise<void> {
  if (service.type === "kafka") {
    await Promise.allSettled([service.registry?.close(), service.connect?.engine?.discard()]);
  }
  await service.engine?.discard();
}
