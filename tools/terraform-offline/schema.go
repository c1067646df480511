package main

import (
	"encoding/json"
	"fmt"
	"sort"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The schema as `terraform providers schema -json` prints it.

type jsonProvider struct {
	Provider    jsonSchema            `json:"provider"`
	Resources   map[string]jsonSchema `json:"resource_schemas"`
	DataSources map[string]jsonSchema `json:"data_source_schemas"`
}

type jsonSchema struct {
	Version int64     `json:"version"`
	Block   jsonBlock `json:"block"`
}

type jsonBlock struct {
	Attributes map[string]jsonAttribute   `json:"attributes"`
	BlockTypes map[string]jsonNestedBlock `json:"block_types"`
	Deprecated bool                       `json:"deprecated"`
}

type jsonAttribute struct {
	Type       json.RawMessage `json:"type"`
	NestedType *jsonObject     `json:"nested_type"`
	Required   bool            `json:"required"`
	Optional   bool            `json:"optional"`
	Computed   bool            `json:"computed"`
	Sensitive  bool            `json:"sensitive"`
	Deprecated bool            `json:"deprecated"`
	WriteOnly  bool            `json:"write_only"`
}

type jsonObject struct {
	Attributes  map[string]jsonAttribute `json:"attributes"`
	NestingMode string                   `json:"nesting_mode"`
}

type jsonNestedBlock struct {
	NestingMode string    `json:"nesting_mode"`
	Block       jsonBlock `json:"block"`
	MinItems    int64     `json:"min_items"`
	MaxItems    int64     `json:"max_items"`
}

func keys[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func (b jsonBlock) proto() *tfprotov6.SchemaBlock {
	block := &tfprotov6.SchemaBlock{Deprecated: b.Deprecated}
	for _, name := range keys(b.Attributes) {
		block.Attributes = append(block.Attributes, b.Attributes[name].proto(name))
	}
	for _, name := range keys(b.BlockTypes) {
		nested := b.BlockTypes[name]
		block.BlockTypes = append(block.BlockTypes, &tfprotov6.SchemaNestedBlock{
			TypeName: name,
			Block:    nested.Block.proto(),
			Nesting: map[string]tfprotov6.SchemaNestedBlockNestingMode{
				"single": tfprotov6.SchemaNestedBlockNestingModeSingle,
				"list":   tfprotov6.SchemaNestedBlockNestingModeList,
				"set":    tfprotov6.SchemaNestedBlockNestingModeSet,
				"map":    tfprotov6.SchemaNestedBlockNestingModeMap,
				"group":  tfprotov6.SchemaNestedBlockNestingModeGroup,
			}[nested.NestingMode],
			MinItems: nested.MinItems,
			MaxItems: nested.MaxItems,
		})
	}
	return block
}

func (a jsonAttribute) proto(name string) *tfprotov6.SchemaAttribute {
	attribute := &tfprotov6.SchemaAttribute{
		Name: name, Required: a.Required, Optional: a.Optional, Computed: a.Computed,
		Sensitive: a.Sensitive, Deprecated: a.Deprecated, WriteOnly: a.WriteOnly,
	}
	if a.NestedType != nil {
		object := &tfprotov6.SchemaObject{
			Nesting: map[string]tfprotov6.SchemaObjectNestingMode{
				"single": tfprotov6.SchemaObjectNestingModeSingle,
				"list":   tfprotov6.SchemaObjectNestingModeList,
				"set":    tfprotov6.SchemaObjectNestingModeSet,
				"map":    tfprotov6.SchemaObjectNestingModeMap,
			}[a.NestedType.NestingMode],
		}
		for _, n := range keys(a.NestedType.Attributes) {
			object.Attributes = append(object.Attributes, a.NestedType.Attributes[n].proto(n))
		}
		attribute.NestedType = object
		return attribute
	}
	parsed, err := tftypes.ParseJSONType(a.Type) //nolint:staticcheck // the one parser of this format
	if err != nil {
		panic(fmt.Sprintf("attribute %s: %v", name, err))
	}
	attribute.Type = parsed
	return attribute
}

// withoutWriteOnly leaves out what must be in no plan and no state.
func withoutWriteOnly(b *tfprotov6.SchemaBlock, v tftypes.Value) tftypes.Value {
	var fields map[string]tftypes.Value
	if v.IsNull() || !v.IsKnown() || v.As(&fields) != nil {
		return v
	}
	for _, a := range b.Attributes {
		if a.WriteOnly {
			fields[a.Name] = tftypes.NewValue(fields[a.Name].Type(), nil)
		}
	}
	return tftypes.NewValue(v.Type(), fields)
}
