import { ManagedIdentity, ProviderVersions, type RequiredProviders } from '../../../lib';
import { type RoomSamples, struct } from '../support/sample';

/** How each struct of core reaches the output, and a value other than the default for each optional prop. */
export const samples: RoomSamples = {
  RequiredProviders: struct<RequiredProviders>(
    (stack, providers) => {
      ProviderVersions.require(stack, providers);
      const place = { resourceGroupName: 'rg-shop', location: 'westeurope' };
      new ManagedIdentity(stack, 'Identity', { ...place, identityName: 'shop' });
    },
    { azurerm: 5 },
  ),
};
