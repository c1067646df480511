/** The provider versions that tests run against: those that the bindings are made of, the oldest that the library asks for, and the next major. */
export const providers: { readonly [name: string]: readonly string[] } = {
  azurerm: ['4.55.0', '4.81.0', '5.2.0'],
  helm: ['3.1.1'],
  tls: ['4.1.0'],
};

/** The version whose facts the library goes by: the oldest that `requireProviders` takes. */
export const azurerm = 'azurerm-4.81.0';

/** `azurerm-4.81.0`, ... */
export const providerNames = Object.entries(providers).flatMap(([name, versions]) =>
  versions.map((version) => `${name}-${version}`),
);
