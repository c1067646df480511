"""The platform of README in Python."""

import os

from cdktf import App, AzurermBackend, LocalBackend, TerraformStack
from cdktf_aks import (
    AksCluster,
    ApiServerAccess,
    ClusterNetwork,
    ContainerRegistry,
    IstioGateway,
    IstioMesh,
    MeshNamespace,
    Principal,
    PrivateEndpoint,
    ProviderVersions,
    RegistryAccess,
    SystemPoolOptions,
    UserPoolOptions,
    VirtualNetwork,
)
from cdktf_cdktf_provider_azurerm.provider import AzurermProvider, AzurermProviderFeatures
from cdktf_cdktf_provider_azurerm.resource_group import ResourceGroup

# Names of the resource group, cluster, network and namespace.
name = "shop"
location = "westeurope"
# Unique in all of Azure.
registry_name = "shop4711"
# The public addresses of your laptop and pipelines: API server and registry reject all others.
own_ranges = ["203.0.113.7/32"]

app = App()


def stack(id: str) -> TerraformStack:
    """A stack with its provider and its state: in Azure if TFSTATE_STORAGE_ACCOUNT names an account, else in a file here."""
    made = TerraformStack(app, id)
    AzurermProvider(made, "Azure", features=[AzurermProviderFeatures()])
    ProviderVersions.require(made)
    account = os.environ.get("TFSTATE_STORAGE_ACCOUNT")
    key = f"terraform.{id}.tfstate"
    if account:
        AzurermBackend(
            made,
            storage_account_name=account,
            container_name="tfstate",
            key=key,
            use_azuread_auth=True,
            use_oidc=True,
        )
    else:
        LocalBackend(made, path=f"../../../{key}")
    return made


# Azure: minutes to create, rarely changes.
platform = stack("platform")
group = ResourceGroup(platform, "ResourceGroup", name=f"rg-{name}", location=location)
place = {"resource_group_name": group.name, "location": group.location, "tags": {"app": name}}

vnet = VirtualNetwork(platform, "Network", network_name=name, address_space=["10.0.0.0/16"], **place)
cluster = AksCluster(
    platform,
    "Cluster",
    cluster_name=name,
    network=ClusterNetwork.azure_cni_overlay(node_subnet=vnet.add_subnet("Nodes", prefix="10.0.0.0/20")),
    api_server=ApiServerAccess.public_from(own_ranges),
    administrators=[Principal.deployer()],
    system_pool=SystemPoolOptions(vm_size="Standard_D4ds_v5", min_count=2, max_count=3),
    user_pool=UserPoolOptions(vm_size="Standard_D4ds_v5", min_count=2, max_count=6),
    **place,
)
registry = ContainerRegistry(
    platform,
    "Registry",
    registry_name=registry_name,
    access=RegistryAccess.public_from(own_ranges),
    **place,
)
PrivateEndpoint(
    platform,
    "RegistryEndpoint",
    endpoint_name=f"{name}-registry",
    subnet=vnet.add_subnet("Endpoints", prefix="10.0.16.0/24"),
    target=registry,
    **place,
)
registry.grant_pull(cluster.kubelet)

# In the cluster: seconds, changes often.
mesh = stack("mesh")
aks = AksCluster.from_cluster(mesh, "Cluster", cluster)
istio = IstioMesh(mesh, "Mesh", cluster=aks)
IstioGateway(mesh, "Gateway", mesh=istio)
MeshNamespace(mesh, "Shop", mesh=istio, name=name)

app.synth()
