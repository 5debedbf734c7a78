import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  Server,
  ServerCredentials,
  type sendUnaryData,
  type ServerUnaryCall,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import type { ResourceHandlers } from "../resource-handler";
import { readFacts, type ProviderFacts } from "../facts";
import { Operations, type Applied } from "../operations";
import { providerService } from "./messages";
import { procedures, type Procedure, type Request } from "./rpc";
import type { AuthorityOf } from "../placeholders/source";
import type { Values } from "../../../stack/values";

export interface ServeOptions<Context> {
  /** What is known of the real provider, or the folder of the files that say so. */
  readonly facts: ProviderFacts | string;
  /** By Terraform type; a type without one exists in Terraform's state only. */
  readonly resourceHandlers: ResourceHandlers<Context>;
  /** Of a project. @default - a new one */
  readonly authorityOf?: AuthorityOf;
  /** Handed to every handler. */
  readonly context: Context;
  /** The provider block's arguments, once in every plan and apply. */
  readonly onConfigure?: (config: Values) => void | Promise<void>;
  /** Finds what is behind an error, where it is not the fault itself. @default - the error */
  readonly explain?: (thrown: unknown) => Promise<unknown>;
  /** After each change that succeeded. */
  readonly onApplied?: (applied: Applied) => void;
  /** Progress that a handler reports. */
  readonly onProgress?: (type: string, message: string) => void;
}

export interface ServedProvider {
  /** The value for TF_REATTACH_PROVIDERS, by which Terraform and OpenTofu find this provider. */
  readonly reattach: string;
  /** A folder for temporary files that holds the socket. */
  readonly folder: string;
  close(): Promise<void>;
}

const addresses = ["registry.terraform.io/aiven/aiven", "registry.opentofu.org/aiven/aiven"];

/** Serves provider aiven/aiven from this process, with the real provider's schema. */
export async function serveProvider<Context>(
  options: ServeOptions<Context>,
): Promise<ServedProvider> {
  const facts = typeof options.facts === "string" ? readFacts(options.facts) : options.facts;
  let interruption = new AbortController();
  const operations = new Operations<Context>({
    facts,
    resourceHandlers: options.resourceHandlers,
    authorityOf: options.authorityOf,
    call: (type) => ({
      type,
      context: options.context,
      signal: interruption.signal,
      progress: (message) => options.onProgress?.(type, message),
    }),
    onApplied: (applied) => options.onApplied?.(applied),
  });
  const all = procedures({
    facts,
    operations,
    configure: async (config) => {
      interruption = new AbortController();
      await options.onConfigure?.(config);
    },
    stop: () => interruption.abort(),
    explain: options.explain ?? ((thrown) => Promise.resolve(thrown)),
  });

  const server = new Server({ "grpc.max_receive_message_length": -1 });
  const service = providerService();
  encodeOnce(service.GetProviderSchema as Method);
  server.addService(service as Parameters<Server["addService"]>[0], implementation(all));

  // A short path: a socket's name may have a hundred characters at most. Only its owner may enter.
  const folder = mkdtempSync(join(tmpdir(), "cdc-"));
  const socket = join(folder, "s");
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  process.once("exit", removeFolder);
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(`unix:${socket}`, ServerCredentials.createInsecure(), (error) =>
      error ? reject(error) : resolve(),
    );
  });

  return {
    folder,
    reattach: JSON.stringify(
      Object.fromEntries(
        addresses.map((address) => [
          address,
          {
            Protocol: "grpc",
            ProtocolVersion: 6,
            Pid: process.pid,
            // Without it Terraform would end this process with its own.
            Test: true,
            Addr: { Network: "unix", String: socket },
          },
        ]),
      ),
    ),
    close: async () => {
      server.forceShutdown();
      process.off("exit", removeFolder);
      removeFolder();
    },
  };
}

interface Method {
  responseSerialize: (response: object) => Buffer;
}

/** Thousands of objects that never change. */
function encodeOnce(method: Method): void {
  const serialize = method.responseSerialize;
  let encoded: Buffer | undefined;
  method.responseSerialize = (response) => (encoded ??= serialize(response));
}

function implementation(all: Record<string, Procedure>): UntypedServiceImplementation {
  return Object.fromEntries(
    Object.entries(all).map(([name, procedure]) => [
      name,
      (call: ServerUnaryCall<Request, object>, reply: sendUnaryData<object>) => {
        Promise.resolve(procedure(call.request)).then(
          (response) => reply(null, response),
          (error: Error) => reply(error),
        );
      },
    ]),
  );
}
