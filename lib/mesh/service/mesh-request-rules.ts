import { checkGiven, checkInteger, checkLiteral, checkPattern, checkUuid, isKnown } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { checkHeaderValue } from '../../core/header-values';
import { checkSeconds } from '../traffic/durations';
import type { FaultInjection } from '../traffic/fault-injection';
import type { JwtAuthentication } from '../traffic/jwt-authentication';
import { checkPath } from '../traffic/mesh-access-rules';
import type { MeshServiceOptions } from '../traffic/mesh-service-options';
import { headerName } from './mesh-split-rules';

const httpsAddress = /^https:\/\/[^\s/?#]+(\/[^\s]*)?$/;

/** Checks path routes, mirroring, fault injection and tokens. */
export function checkRequests(faults: Faults, props: MeshServiceOptions): void {
  const { pathRoutes, mirror, faultInjection, jwtAuthentication } = props;
  if (pathRoutes?.length === 0) faults.add('pathRoutes', 'must not be empty', undefined, 'Leave it out.');
  pathRoutes?.forEach(({ path }, index) => {
    const at = `pathRoutes[${index}].path`;
    if (!checkGiven(faults, at, path, "Use for example PathMatch.prefix('/api').")) return;
    checkPath(faults, at, path);
    const before = pathRoutes.findIndex((other) => other.path?._covers(path));
    if (before < index) {
      const must = `must not be covered by pathRoutes[${before}]`;
      faults.add(at, must, path._path, 'Put the narrower one first: it is never reached.');
    }
  });
  if (mirror) checkPercent(faults, 'mirror.percent', mirror.percent);
  if (faultInjection) checkFaultInjection(faults, faultInjection, props);
  if (jwtAuthentication) checkJwt(faults, jwtAuthentication);
}

function checkFaultInjection(faults: Faults, injection: FaultInjection, { headerRoutes }: MeshServiceOptions): void {
  const { delaySeconds, delayPercent, abortStatus, abortPercent, onlyWithHeader } = injection;
  if (delaySeconds === undefined && abortStatus === undefined) {
    faults.add('faultInjection', 'must have a delay or an error', undefined, 'Use for example { abortStatus: 503 }.');
  }
  checkSeconds(faults, 'faultInjection.delaySeconds', delaySeconds, 3600);
  checkInteger(faults, 'faultInjection.abortStatus', abortStatus, 400, 599);
  checkPercent(faults, 'faultInjection.delayPercent', delayPercent);
  checkPercent(faults, 'faultInjection.abortPercent', abortPercent);
  for (const [prop, value, other, given] of [
    ['delayPercent', delayPercent, 'delaySeconds', delaySeconds],
    ['abortPercent', abortPercent, 'abortStatus', abortStatus],
  ] as const) {
    if (value === undefined || given !== undefined) continue;
    faults.add(`faultInjection.${prop}`, `must come with ${other}`, value, 'Give both, or leave it out.');
  }
  if (!onlyWithHeader) return;
  const { name, value } = onlyWithHeader;
  const at = 'faultInjection.onlyWithHeader';
  checkLiteral(faults, `${at}.name`, name, 'it is a key of an object');
  if (checkGiven(faults, `${at}.name`, name, 'Use for example x-chaos.')) {
    checkPattern(faults, `${at}.name`, name, headerName, 'must be the name of a header in lowercase', 'x-chaos');
  }
  if (checkGiven(faults, `${at}.value`, value, "Use for example 'true'.")) {
    checkHeaderValue(faults, `${at}.value`, value);
  }
  if (headerRoutes?.some(({ _options }) => _options.header === name)) {
    faults.add(`${at}.name`, 'must be another header than those of headerRoutes', name, 'Use a header of its own.');
  }
}

function checkPercent(faults: Faults, prop: string, percent: number | undefined): void {
  if (!isKnown(percent) || (percent >= 0 && percent <= 100)) return;
  faults.add(prop, 'must be 0 to 100 percent', percent, 'Use for example 10.');
}

function checkJwt(faults: Faults, { _options, _issuers, _tenantId }: JwtAuthentication): void {
  const at = 'jwtAuthentication';
  const { audiences, exemptPaths, exemptMethods } = _options;
  if (_tenantId !== undefined) checkUuid(faults, `${at}.tenantId`, _tenantId, "the tenant's id");
  else {
    const [{ issuer, jwksUri }] = _issuers;
    checkGiven(faults, `${at}.issuer`, issuer, 'Use for example https://issuer.example.com.');
    if (checkGiven(faults, `${at}.jwksUri`, jwksUri, 'Use for example https://issuer.example.com/jwks.json.')) {
      const must = 'must be an address with https';
      checkPattern(faults, `${at}.jwksUri`, jwksUri, httpsAddress, must, 'https://issuer.example.com/jwks.json');
    }
  }
  const fix = "Use for example ['api://shop']: without one, tokens for any application of the issuer would be taken.";
  checkGiven(faults, `${at}.audiences`, audiences?.length ? audiences : undefined, fix);
  for (const [name, list] of Object.entries({ exemptPaths, exemptMethods })) {
    if (list?.length === 0) faults.add(`${at}.${name}`, 'must not be empty', undefined, 'Leave it out.');
  }
  exemptPaths?.forEach((path, index) => {
    checkPath(faults, `${at}.exemptPaths[${index}]`, path);
  });
  exemptMethods?.forEach((method, index) => {
    const must = 'must be a method in capitals';
    checkPattern(faults, `${at}.exemptMethods[${index}]`, method, /^[A-Z]+$/, must, 'OPTIONS');
  });
}
