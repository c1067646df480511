package main

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// fill replaces, in what the configuration left out, every computed attribute
// by missing(type, attribute name); everything configured stays as it is.
func fillBlock(b *tfprotov6.SchemaBlock, v tftypes.Value, missing func(tftypes.Type, string) tftypes.Value) tftypes.Value {
	if v.IsNull() || !v.IsKnown() {
		return v
	}
	var fields map[string]tftypes.Value
	if err := v.As(&fields); err != nil {
		panic(err)
	}
	for _, a := range b.Attributes {
		current, ok := fields[a.Name]
		if !ok {
			continue
		}
		switch {
		case a.Computed && current.IsNull():
			fields[a.Name] = missing(current.Type(), a.Name)
		case a.NestedType != nil:
			nested := &tfprotov6.SchemaBlock{Attributes: a.NestedType.Attributes}
			if a.NestedType.Nesting == tfprotov6.SchemaObjectNestingModeSingle {
				fields[a.Name] = fillBlock(nested, current, missing)
			} else {
				fields[a.Name] = fillEach(nested, current, missing)
			}
		}
	}
	for _, n := range b.BlockTypes {
		current, ok := fields[n.TypeName]
		if !ok {
			continue
		}
		switch n.Nesting {
		case tfprotov6.SchemaNestedBlockNestingModeSingle, tfprotov6.SchemaNestedBlockNestingModeGroup:
			fields[n.TypeName] = fillBlock(n.Block, current, missing)
		default:
			fields[n.TypeName] = fillEach(n.Block, current, missing)
		}
	}
	return tftypes.NewValue(v.Type(), fields)
}

func fillEach(b *tfprotov6.SchemaBlock, v tftypes.Value, missing func(tftypes.Type, string) tftypes.Value) tftypes.Value {
	if v.IsNull() || !v.IsKnown() {
		return v
	}
	if v.Type().Is(tftypes.Map{}) {
		var elements map[string]tftypes.Value
		if err := v.As(&elements); err != nil {
			panic(err)
		}
		for k, e := range elements {
			elements[k] = fillBlock(b, e, missing)
		}
		return tftypes.NewValue(v.Type(), elements)
	}
	var elements []tftypes.Value
	if err := v.As(&elements); err != nil {
		panic(err)
	}
	for i, e := range elements {
		elements[i] = fillBlock(b, e, missing)
	}
	return tftypes.NewValue(v.Type(), elements)
}

func unknown(t tftypes.Type, _ string) tftypes.Value {
	return tftypes.NewValue(t, tftypes.UnknownValue)
}

// invent makes a value of any type; a string tells where it came from.
func invent(resourceType string) func(tftypes.Type, string) tftypes.Value {
	var make func(t tftypes.Type, name string) tftypes.Value
	make = func(t tftypes.Type, name string) tftypes.Value {
		switch typed := t.(type) {
		case tftypes.Object:
			fields := map[string]tftypes.Value{}
			for field, fieldType := range typed.AttributeTypes {
				fields[field] = make(fieldType, field)
			}
			return tftypes.NewValue(t, fields)
		case tftypes.List:
			return tftypes.NewValue(t, []tftypes.Value{make(typed.ElementType, name)})
		case tftypes.Set:
			return tftypes.NewValue(t, []tftypes.Value{make(typed.ElementType, name)})
		case tftypes.Map:
			return tftypes.NewValue(t, map[string]tftypes.Value{})
		}
		switch {
		case t.Is(tftypes.Bool):
			return tftypes.NewValue(t, false)
		case t.Is(tftypes.Number):
			return tftypes.NewValue(t, 0)
		case t.Is(tftypes.String):
			return tftypes.NewValue(t, inventString(resourceType, name))
		}
		return tftypes.NewValue(t, nil)
	}
	return make
}

func inventString(resourceType, name string) string {
	switch name {
	case "id":
		return "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/offline/providers/Offline/" + resourceType + "/offline"
	case "tenant_id", "client_id", "principal_id", "object_id", "subscription_id":
		return "00000000-0000-0000-0000-000000000000"
	case "cluster_ca_certificate", "client_certificate", "client_key":
		return "b2ZmbGluZQ=="
	case "host", "oidc_issuer_url":
		return "https://offline.invalid"
	}
	return "offline-" + strings.ReplaceAll(name, "_", "-")
}
