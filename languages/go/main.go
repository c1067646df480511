// The platform of README in Go.
package main

import (
	"os"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	aks "github.com/cdktf-aks/cdktf-aks-go/cdktfaks"
	azurerm "github.com/cdktf/cdktf-provider-azurerm-go/azurerm/v14/provider"
	"github.com/cdktf/cdktf-provider-azurerm-go/azurerm/v14/resourcegroup"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
)

const (
	// The name of the resource group, cluster, network and namespace.
	name     = "shop"
	location = "westeurope"
	// Unique in all of Azure.
	registryName = "shop4711"
)

// The public addresses of your laptop and pipelines: API server and registry reject all others.
var ownRanges = jsii.Strings("203.0.113.7/32")

func main() {
	defer jsii.Close()
	app := cdktf.NewApp(nil)
	tags := &map[string]*string{"app": jsii.String(name)}

	// Azure: minutes to create, rarely changes.
	platform := stack(app, "platform")
	group := resourcegroup.NewResourceGroup(platform, jsii.String("ResourceGroup"), &resourcegroup.ResourceGroupConfig{
		Name: jsii.String("rg-" + name), Location: jsii.String(location),
	})
	vnet := aks.NewVirtualNetwork(platform, jsii.String("Network"), &aks.VirtualNetworkProps{
		ResourceGroupName: group.Name(), Location: group.Location(), Tags: tags,
		NetworkName:  jsii.String(name),
		AddressSpace: jsii.Strings("10.0.0.0/16"),
	})
	nodes := vnet.AddSubnet(jsii.String("Nodes"), &aks.SubnetOptions{Prefix: jsii.String("10.0.0.0/20")})
	cluster := aks.NewAksCluster(platform, jsii.String("Cluster"), &aks.AksClusterProps{
		ResourceGroupName: group.Name(), Location: group.Location(), Tags: tags,
		ClusterName:    jsii.String(name),
		Network:        aks.ClusterNetwork_AzureCniOverlay(&aks.AzureCniOverlayOptions{NodeSubnet: nodes}),
		ApiServer:      aks.ApiServerAccess_PublicFrom(ownRanges),
		Administrators: &[]aks.IPrincipal{aks.Principal_Deployer()},
		SystemPool: &aks.SystemPoolOptions{
			VmSize: jsii.String("Standard_D4ds_v5"), MinCount: jsii.Number(2), MaxCount: jsii.Number(3),
		},
		UserPool: &aks.UserPoolOptions{
			VmSize: jsii.String("Standard_D4ds_v5"), MinCount: jsii.Number(2), MaxCount: jsii.Number(6),
		},
	})
	registry := aks.NewContainerRegistry(platform, jsii.String("Registry"), &aks.ContainerRegistryProps{
		ResourceGroupName: group.Name(), Location: group.Location(), Tags: tags,
		RegistryName: jsii.String(registryName),
		Access:       aks.RegistryAccess_PublicFrom(ownRanges),
	})
	aks.NewPrivateEndpoint(platform, jsii.String("RegistryEndpoint"), &aks.PrivateEndpointProps{
		ResourceGroupName: group.Name(), Location: group.Location(), Tags: tags,
		EndpointName: jsii.String(name + "-registry"),
		Subnet:       vnet.AddSubnet(jsii.String("Endpoints"), &aks.SubnetOptions{Prefix: jsii.String("10.0.16.0/24")}),
		Target:       registry,
	})
	registry.GrantPull(cluster.Kubelet())

	// In the cluster: seconds, changes often.
	mesh := stack(app, "mesh")
	imported := aks.AksCluster_FromCluster(mesh, jsii.String("Cluster"), cluster)
	istio := aks.NewIstioMesh(mesh, jsii.String("Mesh"), &aks.IstioMeshProps{Cluster: imported})
	aks.NewIstioGateway(mesh, jsii.String("Gateway"), &aks.IstioGatewayProps{Mesh: istio})
	aks.NewMeshNamespace(mesh, jsii.String("Shop"), &aks.MeshNamespaceProps{Mesh: istio, Name: jsii.String(name)})

	app.Synth()
}

// A stack with its provider and its state: in Azure if TFSTATE_STORAGE_ACCOUNT names an account, else in a file here.
func stack(scope constructs.Construct, id string) cdktf.TerraformStack {
	made := cdktf.NewTerraformStack(scope, jsii.String(id))
	azurerm.NewAzurermProvider(made, jsii.String("Azure"), &azurerm.AzurermProviderConfig{
		Features: &[]*azurerm.AzurermProviderFeatures{{}},
	})
	aks.ProviderVersions_Require(made, nil)
	key := jsii.String("terraform." + id + ".tfstate")
	if account := os.Getenv("TFSTATE_STORAGE_ACCOUNT"); account != "" {
		cdktf.NewAzurermBackend(made, &cdktf.AzurermBackendConfig{
			StorageAccountName: jsii.String(account), ContainerName: jsii.String("tfstate"), Key: key,
			UseAzureadAuth: jsii.Bool(true), UseOidc: jsii.Bool(true),
		})
	} else {
		cdktf.NewLocalBackend(made, &cdktf.LocalBackendConfig{Path: jsii.String("../../../" + *key)})
	}
	return made
}
