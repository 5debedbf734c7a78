import type { CloudProvider, KnownCloud } from "../../src/aiven/facts/clouds";
import type { Other } from "../internal/other";

/**
 * Where Aiven runs a service, for instance `aws-eu-west-1`: a region of AWS, Azure, DigitalOcean,
 * Google Cloud or UpCloud. Others are taken as well: Oracle's, a customer's own (`custom-…`), and
 * those that Aiven adds; a name that is near to a known one is warned of.
 */
export type CloudName = KnownCloud | Other;

/** A region of one provider, as Aiven names it. */
type CloudOf<Provider extends CloudProvider> =
  KnownCloud<Provider> | (`${Provider}-${string}` & Record<never, never>);

/** A region of AWS as Aiven names it, for instance `aws-eu-west-1`. */
export type AwsCloudName = CloudOf<"aws">;

/** A region of Azure as Aiven names it, for instance `azure-norway-west`. */
export type AzureCloudName = CloudOf<"azure">;

/** A region of Google Cloud as Aiven names it, for instance `google-europe-north1`. */
export type GoogleCloudName = CloudOf<"google">;
