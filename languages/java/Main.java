import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.AzurermBackend;
import com.hashicorp.cdktf.AzurermBackendConfig;
import com.hashicorp.cdktf.LocalBackend;
import com.hashicorp.cdktf.LocalBackendConfig;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.providers.azurerm.provider.AzurermProvider;
import com.hashicorp.cdktf.providers.azurerm.provider.AzurermProviderFeatures;
import com.hashicorp.cdktf.providers.azurerm.resource_group.ResourceGroup;
import io.github.cdktfaks.AksCluster;
import io.github.cdktfaks.ApiServerAccess;
import io.github.cdktfaks.AzureCniOverlayOptions;
import io.github.cdktfaks.ClusterNetwork;
import io.github.cdktfaks.ContainerRegistry;
import io.github.cdktfaks.IstioGateway;
import io.github.cdktfaks.IstioMesh;
import io.github.cdktfaks.MeshNamespace;
import io.github.cdktfaks.Principal;
import io.github.cdktfaks.PrivateEndpoint;
import io.github.cdktfaks.ProviderVersions;
import io.github.cdktfaks.RegistryAccess;
import io.github.cdktfaks.SubnetOptions;
import io.github.cdktfaks.SystemPoolOptions;
import io.github.cdktfaks.UserPoolOptions;
import io.github.cdktfaks.VirtualNetwork;
import java.util.List;
import java.util.Map;

/** The platform of README in Java. */
public class Main {
  /** Names of the resource group, cluster, network and namespace. */
  private static final String NAME = "shop";
  private static final String LOCATION = "westeurope";
  /** Unique in all of Azure. */
  private static final String REGISTRY_NAME = "shop4711";
  /** The public addresses of your laptop and pipelines: API server and registry reject all others. */
  private static final List<String> OWN_RANGES = List.of("203.0.113.7/32");

  public static void main(String[] args) {
    App app = new App();
    Map<String, String> tags = Map.of("app", NAME);

    // Azure: minutes to create, rarely changes.
    TerraformStack platform = stack(app, "platform");
    ResourceGroup group =
        ResourceGroup.Builder.create(platform, "ResourceGroup").name("rg-" + NAME).location(LOCATION).build();
    VirtualNetwork vnet =
        VirtualNetwork.Builder.create(platform, "Network")
            .resourceGroupName(group.getName())
            .location(group.getLocation())
            .tags(tags)
            .networkName(NAME)
            .addressSpace(List.of("10.0.0.0/16"))
            .build();
    AksCluster cluster =
        AksCluster.Builder.create(platform, "Cluster")
            .resourceGroupName(group.getName())
            .location(group.getLocation())
            .tags(tags)
            .clusterName(NAME)
            .network(
                ClusterNetwork.azureCniOverlay(
                    AzureCniOverlayOptions.builder().nodeSubnet(vnet.addSubnet("Nodes", prefix("10.0.0.0/20"))).build()))
            .apiServer(ApiServerAccess.publicFrom(OWN_RANGES))
            .administrators(List.of(Principal.deployer()))
            .systemPool(SystemPoolOptions.builder().vmSize("Standard_D4ds_v5").minCount(2).maxCount(3).build())
            .userPool(UserPoolOptions.builder().vmSize("Standard_D4ds_v5").minCount(2).maxCount(6).build())
            .build();
    ContainerRegistry registry =
        ContainerRegistry.Builder.create(platform, "Registry")
            .resourceGroupName(group.getName())
            .location(group.getLocation())
            .tags(tags)
            .registryName(REGISTRY_NAME)
            .access(RegistryAccess.publicFrom(OWN_RANGES))
            .build();
    PrivateEndpoint.Builder.create(platform, "RegistryEndpoint")
        .resourceGroupName(group.getName())
        .location(group.getLocation())
        .tags(tags)
        .endpointName(NAME + "-registry")
        .subnet(vnet.addSubnet("Endpoints", prefix("10.0.16.0/24")))
        .target(registry)
        .build();
    registry.grantPull(cluster.getKubelet());

    // In the cluster: seconds, changes often.
    TerraformStack mesh = stack(app, "mesh");
    IstioMesh istio =
        IstioMesh.Builder.create(mesh, "Mesh").cluster(AksCluster.fromCluster(mesh, "Cluster", cluster)).build();
    IstioGateway.Builder.create(mesh, "Gateway").mesh(istio).build();
    MeshNamespace.Builder.create(mesh, "Shop").mesh(istio).name(NAME).build();

    app.synth();
  }

  private static SubnetOptions prefix(String prefix) {
    return SubnetOptions.builder().prefix(prefix).build();
  }

  /** A stack with its provider and its state: in Azure if TFSTATE_STORAGE_ACCOUNT names an account, else in a file here. */
  private static TerraformStack stack(App app, String id) {
    TerraformStack made = new TerraformStack(app, id);
    AzurermProvider.Builder.create(made, "Azure").features(List.of(AzurermProviderFeatures.builder().build())).build();
    ProviderVersions.require(made);
    String account = System.getenv("TFSTATE_STORAGE_ACCOUNT");
    String key = "terraform." + id + ".tfstate";
    if (account == null) {
      new LocalBackend(made, LocalBackendConfig.builder().path("../../../" + key).build());
    } else {
      new AzurermBackend(
          made,
          AzurermBackendConfig.builder()
              .storageAccountName(account)
              .containerName("tfstate")
              .key(key)
              .useAzureadAuth(true)
              .useOidc(true)
              .build());
    }
    return made;
  }
}
