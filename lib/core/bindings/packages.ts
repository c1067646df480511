/** The package of the library for the engine and the bindings that it imports. */
export const ownPackage = 'cdktf-aks';

/** The engine that the package is for, and the packages for others. */
export const ownEngine = 'cdktf';
export const packageFor: { readonly [engine: string]: string } = { cdktn: 'cdktn-aks' };

/** The releases of constructs that the engine supports. */
export const constructsRange = { oldest: '10.4.2', below: '11.0.0' };

/** The packages that the library must be installed with: the major versions of their releases that it is compiled against. */
export const ownBindings: { readonly [name: string]: string } = {
  '@cdktf/provider-azurerm': '14',
  '@cdktf/provider-helm': '12',
  '@cdktf/provider-tls': '11',
};

/** The major versions of azurerm that the output can be written for; the first is the default. */
export const supportedMajors: readonly number[] = [4, 5];

/** The release of azurerm that the bindings require by themselves, if Azure ends an API that it uses. */
export const retiredRelease: string | undefined = '4.55.0';
