import { isDeepStrictEqual } from 'node:util';
import { callsWithoutSample, callVariants, refusedCallSamples } from '../support/calls';
import {
  brokenTokens,
  evaluated,
  holdsExpression,
  type TokenVariant,
  tokenVariants,
  variableName,
  withoutAddresses,
} from '../support/tokens';

const plural = 'A list of unknown length needs the argument for several.';
const sortedByText = 'The namespaces whose access is checked are sorted: a token by its expression.';
const diskOfSize = 'Whether a size has room for an ephemeral disk is looked up; managed disks are on every size.';

/** Why a plan with a token is right although it isn't that with the literal value. */
const otherwiseRight: { readonly [id: string]: string } = {
  'AgicHelmOptions.releaseName': sortedByText,
  'InboundRuleOptions.destinations': plural,
  'InboundRuleOptions.ports': plural,
  'NodePoolProps.vmSize': diskOfSize,
  'OpenServiceMeshAttributes.rootNamespace': sortedByText,
  'OpenTelemetryCollectorProps.minReplicas': 'A budget that lets one pod go is right for any number of them.',
  'OutboundRuleOptions.ports': plural,
  'OutboundRuleOptions.sources': plural,
  'SystemPoolOptions.vmSize': diskOfSize,
  'UserPoolOptions.vmSize': diskOfSize,
};

const attribute = 'Programs and other constructs read it as an attribute.';

/** Why the plan of the sample doesn't hold the value. */
const notInPlan: { readonly [id: string]: string } = {
  'ConsulApiGatewayAttributes.namespaceName': attribute,
  'ApplicationInsightsAttributes.connectionString': attribute,
  'VirtualNetworkAttributes.location': attribute,
  'ManagedIdentityAttributes.clientId': attribute,
  'ManagedIdentityAttributes.identityId': attribute,
  'MeshServiceWorkload.serviceAccount':
    'Istio allows by the account of the caller; that of the called is for other meshes.',
  'WorkloadIdentityAttributes.serviceAccountName': attribute,
};

const variants = [...tokenVariants(), ...callVariants()];

test('every method with text or numbers as arguments of their own has a sample', () => {
  expect(callsWithoutSample).toEqual([]);
  expect(refusedCallSamples()).toEqual([]);
});

describe('a value that Terraform knows later comes out right, or is refused with the reason', () => {
  test.each(variants.map((variant) => [variant.id, variant] as const))('%s', (_id, variant) => {
    const { plan, error } = variant.withToken();
    if (error !== undefined) return checkRefusal(variant, error);
    expect(brokenTokens(plan)).toEqual([]);
    if (variant.id in notInPlan) return;
    if (!holdsExpression(plan)) throw new Error(`${variant.id} is given a token, and the plan holds nothing of it.`);
    if (variant.literal === undefined || variant.id in otherwiseRight) return;
    const literal = variant.withLiteral();
    if (literal.plan === undefined) throw new Error(literal.error);
    const [actual, expected] = [evaluated(plan, { [variableName]: variant.literal }), evaluated(literal.plan, {})].map(
      withoutAddresses,
    );
    if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected);
  });
});

test('no exception is for a prop that is gone', () => {
  const ids = variants.map(({ id }) => id);
  const exceptions = [...Object.keys(otherwiseRight), ...Object.keys(notInPlan)];
  expect(exceptions.filter((id) => !ids.includes(id))).toEqual([]);
});

function checkRefusal({ props }: TokenVariant, error: string): void {
  // A rule of the finished program is reported below a headline of cdktf's.
  expect(error).toMatch(/^( *\[\S+\] )?\w+ '[^']*'( has \d+ faults)?:/m);
  expect(props.filter((prop) => error.includes(prop))).not.toEqual([]);
  expect(error).not.toMatch(/TfToken|TOKEN|e\+\d{3}|Token Value|NaN/);
}
