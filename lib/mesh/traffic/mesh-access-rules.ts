import { Token } from 'cdktf';
import { checkGiven, checkName, checkNotEmpty, checkPattern } from '../../core/checks';
import { checkCidr } from '../../core/cidr';
import type { Faults } from '../../core/faults';
import { nameRules } from '../../core/names';
import { checkRegularExpression } from '../../core/regular-expression';
import type { ExternalAuthorization } from './external-authorization';
import { checkMethodName } from './http-names';
import type { MeshPeer } from './mesh-peer';
import type { MeshServiceOptions } from './mesh-service-options';
import type { PathMatch } from './path-match';
import { checkClaims } from './token-claim';

const pathFrom = /^\/[^\s?#*]*$/;

export function checkAccess(faults: Faults, { allowFrom, probePaths, jwtAuthentication }: MeshServiceOptions): void {
  if (allowFrom?.length === 0) {
    const fix = 'Add a caller; to deny all callers, use MeshNamespacePolicy.';
    faults.add('allowFrom', 'must not be empty', undefined, fix);
  }
  checkPeers(faults, 'allowFrom', allowFrom, jwtAuthentication !== undefined);
  probePaths?.forEach((path, index) => {
    checkPattern(faults, `probePaths[${index}]`, path, pathFrom, 'must be a path', '/healthz');
  });
  checkNotEmpty(faults, 'probePaths', probePaths);
  if (probePaths && !allowFrom) {
    faults.add('probePaths', 'can only be used with allowFrom', probePaths, 'Leave it out: all requests are allowed.');
  }
}

/** @param hasTokens whether requests have validated tokens. */
export function checkPeers(faults: Faults, prop: string, peers: MeshPeer[] | undefined, hasTokens = false): void {
  peers?.forEach((peer, index) => {
    const at = `${prop}[${index}]`;
    if (!checkGiven(faults, at, peer, 'For example, use MeshPeer.serviceAccount(...).')) return;
    if (peer._ranges) checkRanges(faults, `${at}.ranges`, peer._ranges);
    else checkName(faults, `${at}.namespace`, peer._namespace, nameRules.kubernetesLabel);
    if (peer._serviceAccount !== undefined) {
      checkName(faults, `${at}.serviceAccount`, peer._serviceAccount, nameRules.kubernetesObject);
    }
    const { methods, paths, claims, clientRanges } = peer._scope;
    if (clientRanges) checkRanges(faults, `${at}.clientRanges`, clientRanges);
    if (clientRanges && !peer._isGateway) {
      const must = 'must be of an ingressGateway, which is trusted to tell the address of its client';
      faults.add(`${at}.clientRanges`, must, clientRanges, 'Use MeshPeer.ingressGateway, or MeshPeer.addresses.');
    }
    checkClaims(faults, `${at}.claims`, claims);
    if (claims && !hasTokens) {
      const must = 'must be in allowFrom of a service with jwtAuthentication';
      faults.add(
        `${at}.claims`,
        must,
        claims.map(({ claim }) => claim),
        'Set jwtAuthentication on the service.',
      );
    }
    for (const [name, list] of Object.entries({ methods, paths })) {
      checkNotEmpty(faults, `${at}.${name}`, list);
    }
    methods?.forEach((method, place) => {
      checkMethodName(faults, `${at}.methods[${place}]`, method);
    });
    paths?.forEach((path, place) => {
      checkPath(faults, `${at}.paths[${place}]`, path);
    });
  });
}

function checkRanges(faults: Faults, at: string, ranges: string[]): void {
  if (ranges.length === 0) faults.add(at, 'must not be empty', undefined, "For example, use ['10.1.0.0/16'].");
  ranges.forEach((range, index) => {
    checkCidr(faults, `${at}[${index}]`, range, { example: '10.1.0.0/16' });
  });
}

export function checkExternalAuthorization(faults: Faults, { _provider, _options }: ExternalAuthorization): void {
  checkGiven(faults, 'externalAuthorization.name', _provider, 'For example, use oauth2-proxy.');
  checkExemptions(faults, 'externalAuthorization', _options);
}

/** Requests that are excluded from a check. */
interface Exemptions {
  readonly exemptPaths?: PathMatch[];
  readonly exemptMethods?: string[];
}

export function checkExemptions(faults: Faults, at: string, { exemptPaths, exemptMethods }: Exemptions): void {
  checkNotEmpty(faults, `${at}.exemptPaths`, exemptPaths);
  checkNotEmpty(faults, `${at}.exemptMethods`, exemptMethods);
  exemptPaths?.forEach((path, index) => {
    checkPath(faults, `${at}.exemptPaths[${index}]`, path);
  });
  exemptMethods?.forEach((method, index) => {
    checkMethodName(faults, `${at}.exemptMethods[${index}]`, method, 'OPTIONS');
  });
}

export function checkPath(faults: Faults, prop: string, { _kind, _path }: PathMatch): void {
  if (_kind === 'text') {
    const must = 'must be a path or a prefix that ends at a slash: a text is for routes of a mesh only';
    faults.add(prop, must, _path, 'Use PathMatch.prefix.');
  }
  if (_kind !== 'regex') {
    checkPattern(faults, prop, _path, pathFrom, 'must be a path that starts with / and has no *', '/api');
  } else checkRegularExpression(faults, prop, _path, '/orders/[0-9]+');
}

/** Without labels, a policy would apply to all pods of the namespace. */
export function checkLabels(faults: Faults, prop: string, labels: { [key: string]: string } | undefined): void {
  const isEmpty =
    labels === undefined || labels === null || (!Token.isUnresolved(labels) && Object.keys(labels).length === 0);
  if (isEmpty) faults.add(prop, 'must have a label', labels ?? undefined, "For example, use { app: 'checkout' }.");
}
