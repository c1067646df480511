import { checkPattern } from '../../core/checks';
import type { Faults } from '../../core/faults';

const methodName = /^[A-Z]+$/;
const headerName = /^[a-z0-9]([a-z0-9_-]*[a-z0-9])?$/;

export function checkMethodName(faults: Faults, prop: string, method: string | undefined, example = 'GET'): void {
  checkPattern(faults, prop, method, methodName, 'must be a method in uppercase', example);
}

/** Meshes compare the names of headers in lowercase. */
export function checkHeaderName(faults: Faults, prop: string, name: string | undefined, example: string): void {
  checkPattern(faults, prop, name, headerName, 'must be a header name in lowercase', example);
}
