import {
  checkGiven,
  checkInteger,
  checkLiteral,
  checkNotEmpty,
  checkPattern,
  checkUuid,
  isKnown,
} from '../../core/checks';
import type { Faults } from '../../core/faults';
import { checkHeaderValue } from '../../core/header-values';
import { checkSeconds } from '../traffic/durations';
import type { FaultInjection } from '../traffic/fault-injection';
import { checkHeaderName } from '../traffic/http-names';
import type { JwtAuthentication } from '../traffic/jwt-authentication';
import { checkExemptions, checkExternalAuthorization, checkPeers } from '../traffic/mesh-access-rules';
import type { MeshRoute } from '../traffic/mesh-route';
import type { MeshServiceOptions } from '../traffic/mesh-service-options';
import { checkClaims } from '../traffic/token-claim';

const httpsAddress = /^https:\/\/[^\s/?#]+(\/[^\s]*)?$/;

/** Checks path routes, mirroring, fault injection and tokens. */
export function checkRequests(faults: Faults, props: MeshServiceOptions): void {
  const { routes = [], mirror, faultInjection, jwtAuthentication, externalAuthorization } = props;
  if (mirror) checkPercent(faults, 'mirror.percent', mirror.percent);
  if (faultInjection) checkFaultInjection(faults, '', faultInjection, routes);
  if (jwtAuthentication) checkJwt(faults, jwtAuthentication);
  if (externalAuthorization) checkExternalAuthorization(faults, externalAuthorization);
}

export function checkFaultInjection(
  faults: Faults,
  before: string,
  injection: FaultInjection,
  routes: readonly MeshRoute[],
): void {
  const at = `${before}faultInjection`;
  const { delaySeconds, delayPercent, abortStatus, abortPercent, onlyWithHeader } = injection;
  if (delaySeconds === undefined && abortStatus === undefined) {
    faults.add(at, 'must have a delay or an error', undefined, 'For example, use { abortStatus: 503 }.');
  }
  checkSeconds(faults, `${at}.delaySeconds`, delaySeconds, 3600);
  checkInteger(faults, `${at}.abortStatus`, abortStatus, 400, 599);
  checkPercent(faults, `${at}.delayPercent`, delayPercent);
  checkPercent(faults, `${at}.abortPercent`, abortPercent);
  for (const [prop, value, other, given] of [
    ['delayPercent', delayPercent, 'delaySeconds', delaySeconds],
    ['abortPercent', abortPercent, 'abortStatus', abortStatus],
  ] as const) {
    if (value === undefined || given !== undefined) continue;
    faults.add(`${at}.${prop}`, `can only be used with ${other}`, value, 'Set both, or leave it out.');
  }
  if (!onlyWithHeader) return;
  const { name, value } = onlyWithHeader;
  const place = `${at}.onlyWithHeader`;
  checkLiteral(faults, `${place}.name`, name, 'it is a key in an object');
  if (checkGiven(faults, `${place}.name`, name, 'For example, use x-chaos.')) {
    checkHeaderName(faults, `${place}.name`, name, 'x-chaos');
  }
  if (checkGiven(faults, `${place}.value`, value, "For example, use 'true'.")) {
    checkHeaderValue(faults, `${place}.value`, value);
  }
  if (routes.some(({ match }) => match?.headers?.some(({ _name }) => _name === name))) {
    const must = 'must be another header than those of the routes';
    faults.add(`${place}.name`, must, name, 'Use a different header.');
  }
}

export function checkPercent(faults: Faults, prop: string, percent: number | undefined): void {
  if (!isKnown(percent) || (percent >= 0 && percent <= 100)) return;
  faults.add(prop, 'must be 0 to 100 percent', percent, 'For example, use 10.');
}

export function checkJwt(faults: Faults, { _options, _issuers, _tenantId }: JwtAuthentication): void {
  const at = 'jwtAuthentication';
  const { audiences, exemptCallers, requiredClaims } = _options;
  checkClaims(faults, `${at}.requiredClaims`, requiredClaims);
  checkPeers(faults, `${at}.exemptCallers`, exemptCallers);
  exemptCallers?.forEach((peer, index) => {
    if (!peer?._isScoped) return;
    const must = 'must be a peer without methods, paths and claims';
    faults.add(`${at}.exemptCallers[${index}]`, must, peer._key, 'Leave them out.');
  });
  if (_tenantId !== undefined) checkUuid(faults, `${at}.tenantId`, _tenantId, "the tenant's id");
  else {
    const [{ issuer, jwksUri }] = _issuers;
    checkGiven(faults, `${at}.issuer`, issuer, 'For example, use https://issuer.example.com.');
    if (checkGiven(faults, `${at}.jwksUri`, jwksUri, 'For example, use https://issuer.example.com/jwks.json.')) {
      const must = 'must be an https:// address';
      checkPattern(faults, `${at}.jwksUri`, jwksUri, httpsAddress, must, 'https://issuer.example.com/jwks.json');
    }
  }
  const fix =
    "For example, use ['api://shop']: without one, tokens for any application of the issuer would be accepted.";
  checkGiven(faults, `${at}.audiences`, audiences?.length ? audiences : undefined, fix);
  checkExemptions(faults, at, _options);
  checkNotEmpty(faults, `${at}.exemptCallers`, exemptCallers);
}
