// In the package cdktn-aks, this stands in place of lib/core/bindings/packages.ts.
export const ownPackage = 'cdktn-aks';

export const ownEngine = 'cdktn';
export const packageFor: { readonly [engine: string]: string } = { cdktf: 'cdktf-aks' };

export const constructsRange = { oldest: '10.6.0', below: '10.8.0' };

export const ownBindings: { readonly [name: string]: string } = {
  '@cdktn/provider-azurerm': '18',
  '@cdktn/provider-helm': '15',
  '@cdktn/provider-tls': '14',
};

/** The bindings have the arguments of azurerm 5. */
export const supportedMajors: readonly number[] = [5];

export const retiredRelease: string | undefined = undefined;
