import { checkInteger, checkName, checkNotEmpty, checkOneOf, isKnown } from '../../core/checks';
import type { Faults } from '../../core/faults';
import type { NameRule } from '../../core/names';
import { checkPeers } from '../traffic/mesh-access-rules';
import type { MeshServiceOptions } from '../traffic/mesh-service-options';
import { ServiceProtocol } from '../traffic/service-protocol';

/** Source: https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/#ServiceSpec */
const portName: NameRule = {
  pattern: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
  minLength: 1,
  maxLength: 15,
  allowed: 'lowercase letters, digits and -, with a letter or digit at both ends',
  example: 'metrics',
};

/** Further ports need a unique port, container port and name, and may have callers only if the service has some. */
export function checkMorePorts(
  faults: Faults,
  { morePorts, port, workload, protocol, allowFrom }: MeshServiceOptions,
): void {
  checkNotEmpty(faults, 'morePorts', morePorts);
  const taken = {
    name: new Map<unknown, string>([
      [protocol ?? ServiceProtocol.HTTP, 'protocol, after which the first port is named'],
    ]),
    port: new Map<unknown, string>([[port, 'port']]),
    containerPort: new Map<unknown, string>([[workload?.containerPort, 'workload.containerPort']]),
  };
  morePorts?.forEach((own, index) => {
    const at = `morePorts[${index}]`;
    checkName(faults, `${at}.name`, own.name, portName);
    checkInteger(faults, `${at}.port`, own.port, 1, 65535);
    checkInteger(faults, `${at}.containerPort`, own.containerPort, 1, 65535);
    checkOneOf(faults, `${at}.protocol`, own.protocol, Object.values(ServiceProtocol));
    for (const [prop, known] of Object.entries(taken) as [keyof typeof taken, Map<unknown, string>][]) {
      const value = own[prop];
      const other = known.get(value);
      if (other && isKnown(value)) {
        faults.add(`${at}.${prop}`, `must differ from ${other}`, value, 'Declare each port only once.');
      }
      known.set(value, `morePorts[${index}].${prop}`);
    }
    if (own.allowFrom?.length === 0) {
      faults.add(`${at}.allowFrom`, 'must not be empty', undefined, "Leave it out to allow the service's callers.");
    }
    checkPeers(faults, `${at}.allowFrom`, own.allowFrom);
    if (own.allowFrom && !allowFrom) {
      const must =
        'can only be used with allowFrom of the service; otherwise other callers could not reach its other ports';
      faults.add(`${at}.allowFrom`, must, undefined, 'Set allowFrom of the service too.');
    }
    const peers = own.allowFrom ?? allowFrom ?? [];
    if (own.protocol === ServiceProtocol.TCP && peers.some((peer) => peer?._isScoped)) {
      const must = 'must be peers without methods and paths if protocol is TCP';
      faults.add(`${at}.allowFrom`, must, undefined, 'List the callers of this port: MeshPeer.serviceAccount(...).');
    }
  });
}
