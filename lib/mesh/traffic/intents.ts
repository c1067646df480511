import type { TlsIntent } from '../gateways/tls-version';
import type { ExternalAuthorization } from './external-authorization';
import type { JwtAuthentication } from './jwt-authentication';
import type { MeshEgressOptions } from './mesh-egress-options';
import type { MeshNamespacePolicyOptions } from './mesh-namespace-policy-options';
import type { MeshRoute } from './mesh-route';
import type { MeshServiceOptions } from './mesh-service-options';
import type { PathMatch } from './path-match';

/** A service as renderers read it, with the policy's presets applied. */
export interface ServiceIntent extends MeshServiceOptions {
  readonly namespaceName: string;
}

export interface EgressIntent extends MeshEgressOptions {
  readonly namespaceName: string;
}

export interface NamespacePolicyIntent extends MeshNamespacePolicyOptions {
  readonly namespaceName: string;

  /** The namespace's annotations without those that enrol it; undefined if something else creates it. */
  readonly annotations?: { readonly [key: string]: string };
}

/** A gateway, with the facts that its ingresses need. */
export interface GatewayIntent {
  /** The construct's path, for errors. */
  readonly path: string;
  readonly gatewayName: string;
  readonly namespaceName: string;
  readonly selector: { readonly [label: string]: string };

  /** Whether the gateway is a Gateway API object, with listeners for its hosts. */
  readonly hasListeners: boolean;
}

export interface IngressRouteIntent extends MeshRoute {
  /** Undefined if the gateway responds itself. */
  readonly service?: ServiceIntent;

  /** All hosts of the ingress if omitted. */
  readonly hosts?: readonly string[];
}

/** Routes of hosts that a gateway serves. */
export interface GatewayRoutesIntent {
  readonly name: string;
  readonly namespaceName: string;
  readonly gateway: GatewayIntent;
  readonly hosts: readonly string[];
  readonly routes: readonly IngressRouteIntent[];

  /** Whether the hosts are served by HTTPS. */
  readonly hasTls: boolean;
}

export interface IngressDelegateIntent {
  readonly name: string;
  readonly namespaceName: string;
  readonly path: PathMatch;
  readonly hosts?: readonly string[];
}

export interface IngressIntent extends GatewayRoutesIntent {
  /** The narrowest paths first. */
  readonly delegates: readonly IngressDelegateIntent[];
  readonly tls?: TlsIntent;

  /** Whether the gateway passes TLS connections on without decrypting them; `tls` is undefined then. */
  readonly isPassthrough: boolean;
  readonly redirectHttp?: boolean;

  /** Routes of plain HTTP requests in addition to HTTPS. */
  readonly plainHttpRoutes: readonly IngressRouteIntent[];
  readonly jwtAuthentication?: JwtAuthentication;
  readonly externalAuthorization?: ExternalAuthorization;
}
