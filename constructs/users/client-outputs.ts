import { DataAivenProject } from "@cdktf/provider-aiven/lib/data-aiven-project";
import { Fn, TerraformOutput, Token } from "cdktf";
import { Construct } from "constructs";
import type { IKafka } from "../services/interfaces";
import { requirement } from "../../src/aiven/rules/message";
import { checkAtSynth, type ConstructViolation, violation } from "../internal/checks";
import type { EventConsumer } from "./event-consumer";

export interface ClientOutputsProps {
  readonly kafka: IKafka;
  /** Who connects; with its `schemas` the registry is among the outputs. */
  readonly user: EventConsumer;
  /**
   * What the outputs' names begin with: a letter, then letters, digits and `_`.
   *
   * @default - the user's name, with `_` in the place of other characters: of `orders-reader`, `orders_reader`
   */
  readonly prefix?: string;
}

/**
 * What a program needs to connect to Kafka as a user, as outputs of its stack. `terraform output -raw NAME`
 * prints one of them:
 *
 * - `<prefix>_bootstrap_servers`: `host:port` of the brokers, for clients with a certificate
 * - `<prefix>_ca_cert`: of the project's certificate authority, PEM
 * - `<prefix>_access_cert`, `<prefix>_access_key`: the user's certificate and its key, PEM
 * - `<prefix>_schema_registry_url`, `<prefix>_username`, `<prefix>_password`, where the user has `schemas`
 *
 * Keys and passwords are marked as sensitive. The authority is looked up (Terraform:
 * `data.aiven_project`), so the API token must be allowed to read the project.
 */
export class ClientOutputs extends Construct {
  /** Of the project's certificate authority, PEM. */
  readonly caCertificate: string;

  constructor(scope: Construct, id: string, props: ClientOutputsProps) {
    super(scope, id);
    const { kafka, user } = props;
    const project = new DataAivenProject(this, "Default", { project: kafka.project });
    this.caCertificate = project.caCert;
    const name = user.resource.usernameInput ?? "";
    const prefix = props.prefix ?? name.replace(/\W/g, "_").replace(/^(?=\d)/, "_");
    const output = (suffix: string, value: string, sensitive?: true) => {
      const made = new TerraformOutput(this, suffix, { value, sensitive });
      made.overrideLogicalId(`${prefix}_${suffix}`);
    };
    const { accessCert, accessKey, username, password } = user.resource;
    output("bootstrap_servers", kafka.bootstrapServers);
    output("ca_cert", project.caCert, true);
    output("access_cert", accessCert, true);
    output("access_key", accessKey, true);
    if (user.schemaAcls.length > 0) {
      // the administrator's credentials are in the address
      output("schema_registry_url", Fn.replace(kafka.schemaRegistryUrl, "/[^/]*@/", ""), true);
      output("username", username);
      output("password", password, true);
    }
    checkAtSynth(this, () => prefixViolations(prefix));
  }
}

function prefixViolations(prefix: string): ConstructViolation[] {
  if (/^[A-Za-z_]\w*$/.test(prefix) && !Token.isUnresolved(prefix)) return [];
  const message = requirement("prefix", "be a letter or _, then letters, digits and _", prefix, {
    advice: 'for instance "orders_reader"',
  });
  return [violation("output-names", message)];
}
