import allowed from "../../.gen/provider-aiven/facts/allowed-values.json";
import { endpointTypes, integrationTypes, takenBy } from "../../src/aiven/facts/integration-types";

test("the types of integrations and endpoints are the provider's", () => {
  expect(integrationTypes).toEqual(allowed["aiven_service_integration.integration_type"]);
  expect(endpointTypes).toEqual(allowed["aiven_service_integration_endpoint.endpoint_type"]);
});

test("what is said of a type's destination is said of one that there is", () => {
  expect(integrationTypes).toEqual(expect.arrayContaining(Object.keys(takenBy)));
});
