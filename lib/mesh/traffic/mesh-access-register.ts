import type { IConstruct } from 'constructs';
import { Register } from '../../core/ledger';
import type { IMeshGateway } from '../gateways/mesh-gateway';

/** The constructs that allow callers of a mesh's services. */
export const meshAccessRules = new Register<IConstruct>();

/** The gateways of meshes that the program knows on a cluster. */
export const meshGateways = new Register<IMeshGateway>();
