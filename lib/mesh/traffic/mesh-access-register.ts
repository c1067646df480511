import type { IConstruct } from 'constructs';
import { Register } from '../../core/ledger';
import type { IMeshGateway } from '../gateways/mesh-gateway';

/** What says who may call a service of a mesh. */
export const meshAccessRules = new Register<IConstruct>();

/** The gateways of meshes that the program knows on a cluster. */
export const meshGateways = new Register<IMeshGateway>();
