import type { IConstruct } from 'constructs';
import { Register } from '../../core/ledger';
import type { IMeshGateway } from '../gateways/mesh-gateway';

/** The constructs that allow callers of a mesh's services. */
export const meshAccessRules = new Register<IConstruct>();

/** The mesh gateways of a cluster that the program declares. */
export const meshGateways = new Register<IMeshGateway>();
