package main

import (
	"encoding/json"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

var (
	upgrade = tftypes.Object{AttributeTypes: map[string]tftypes.Type{"max_surge": tftypes.String, "soak": tftypes.Number}}
	pool    = tftypes.Object{AttributeTypes: map[string]tftypes.Type{
		"vm_size": tftypes.String, "gpu_driver": tftypes.String, "upgrade": tftypes.List{ElementType: upgrade},
	}}
	cluster = tftypes.Object{AttributeTypes: map[string]tftypes.Type{"pool": tftypes.Set{ElementType: pool}}}
)

func parsed(t *testing.T, text string) tftypes.Value {
	t.Helper()
	v, err := tftypes.ValueFromJSON([]byte(text), cluster) //nolint:staticcheck
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestAnswers(t *testing.T) {
	var answers map[string]answer
	err := json.Unmarshal([]byte(`{
		"pool.gpu_driver": {"value": "Install", "when": {"vm_size": "^Standard_N"}},
		"pool.upgrade": {"value": [{"max_surge": "10%"}]},
		"pool.upgrade.soak": {"value": 5}
	}`), &answers)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, given, want string }{
		{
			"what is left out, where the arguments beside it match",
			`{"pool": [{"vm_size": "Standard_NC6", "upgrade": []}]}`,
			`{"pool": [{"vm_size": "Standard_NC6", "gpu_driver": "Install", "upgrade": [{"max_surge": "10%", "soak": 5}]}]}`,
		},
		{
			"nothing of it where they don't match, or are left out themselves",
			`{"pool": [{"vm_size": "Standard_D2", "upgrade": [{"soak": 1}]}, {"upgrade": [{"soak": 1}]}]}`,
			`{"pool": [{"vm_size": "Standard_D2", "upgrade": [{"soak": 1}]}, {"upgrade": [{"soak": 1}]}]}`,
		},
		{
			"not over what is given",
			`{"pool": [{"vm_size": "Standard_NC6", "gpu_driver": "None", "upgrade": [{"max_surge": "1", "soak": 0}]}]}`,
			`{"pool": [{"vm_size": "Standard_NC6", "gpu_driver": "None", "upgrade": [{"max_surge": "1", "soak": 0}]}]}`,
		},
		{"not in blocks that aren't there", `{"pool": []}`, `{"pool": []}`},
	} {
		got, err := answered(parsed(t, c.given), answers)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if want := parsed(t, c.want); !got.Equal(want) {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, want)
		}
	}
}

func TestAnAnswerOfAnotherTypeIsAnError(t *testing.T) {
	answers := map[string]answer{"pool.upgrade": {Value: json.RawMessage(`"10%"`)}}
	if _, err := answered(parsed(t, `{"pool": [{"upgrade": []}]}`), answers); err == nil {
		t.Error("got no error")
	}
}

func TestChangedPaths(t *testing.T) {
	r := rules{ForceNew: []string{"pool.vm_size"}, ForceNewIfSet: []string{"pool.gpu_driver"}}
	for _, c := range []struct {
		name, prior, planned string
		want                 int
	}{
		{"a forcing argument", `{"pool": [{"vm_size": "a"}]}`, `{"pool": [{"vm_size": "b"}]}`, 2},
		{"another argument", `{"pool": [{"upgrade": []}]}`, `{"pool": [{"upgrade": [{"soak": 1}]}]}`, 0},
		{"nothing", `{"pool": [{"vm_size": "a"}]}`, `{"pool": [{"vm_size": "a"}]}`, 0},
	} {
		if got := r.changedPaths(parsed(t, c.prior), parsed(t, c.planned)); len(got) != c.want {
			t.Errorf("%s: got %v", c.name, got)
		}
	}
}

func TestKept(t *testing.T) {
	r := rules{ComputedBlocks: []string{"pool.upgrade"}}
	for _, c := range []struct{ name, prior, planned, want string }{
		{
			"a zero value that is left out",
			`{"pool": [{"gpu_driver": "", "upgrade": [{"max_surge": "1", "soak": 0}]}]}`,
			`{"pool": [{"upgrade": [{"max_surge": "1"}]}]}`,
			`{"pool": [{"gpu_driver": "", "upgrade": [{"max_surge": "1", "soak": 0}]}]}`,
		},
		{
			"a computed block that is left out",
			`{"pool": [{"vm_size": "a", "upgrade": [{"soak": 1}]}]}`, `{"pool": [{"vm_size": "a"}]}`, `{"pool": [{"vm_size": "a", "upgrade": [{"soak": 1}]}]}`,
		},
		{"not a value that is left out", `{"pool": [{"vm_size": "a"}]}`, `{"pool": [{}]}`, `{"pool": [{}]}`},
		{
			"not over a value that is given",
			`{"pool": [{"upgrade": [{"max_surge": "1", "soak": 0}]}]}`,
			`{"pool": [{"upgrade": [{"max_surge": "2", "soak": 3}]}]}`,
			`{"pool": [{"upgrade": [{"max_surge": "2", "soak": 3}]}]}`,
		},
	} {
		got := r.kept(parsed(t, c.prior), parsed(t, c.planned))
		if want := parsed(t, c.want); !got.Equal(want) {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, want)
		}
	}
}

func TestServedTypes(t *testing.T) {
	for _, c := range []struct {
		list, name string
		served     bool
	}{
		{"", "azurerm_subnet", true},
		{"azurerm_subnet,azurerm_nat_gateway", "azurerm_nat_gateway", true},
		{"azurerm_subnet", "azurerm_nat_gateway", false},
	} {
		if got := servedTypes(c.list)(c.name); got != c.served {
			t.Errorf("servedTypes(%q)(%q) = %v, want %v", c.list, c.name, got, c.served)
		}
	}
}

func TestKeptLeavesTheStateAsItIs(t *testing.T) {
	timeouts := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"create": tftypes.String}}
	resource := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"name": tftypes.String, "timeouts": timeouts}}
	of := func(name, create string) tftypes.Value {
		text := `{"name": "` + name + `", "timeouts": {"create": "` + create + `"}}`
		v, err := tftypes.ValueFromJSON([]byte(text), resource) //nolint:staticcheck
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	prior := of("shop", "90m")
	if got := (rules{}).kept(prior, of("shop", "30m")); !got.Equal(of("shop", "90m")) {
		t.Errorf("timeouts alone: got %s", got)
	}
	if got := (rules{}).kept(prior, of("shop-2", "30m")); !got.Equal(of("shop-2", "30m")) {
		t.Errorf("timeouts and a name: got %s", got)
	}
	if !prior.Equal(of("shop", "90m")) {
		t.Errorf("the state became %s", prior)
	}
}
