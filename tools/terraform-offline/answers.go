package main

import (
	"encoding/json"
	"fmt"
	"regexp"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// answer is what the cloud returns for an argument that was left out. Its path
// names attributes from the top, without list indexes.
type answer struct {
	Value json.RawMessage `json:"value"`
	// When names arguments beside this one that must match, e.g. vm_size.
	When map[string]pattern `json:"when"`
}

type pattern struct{ *regexp.Regexp }

func (p *pattern) UnmarshalText(text []byte) (err error) {
	p.Regexp, err = regexp.Compile(string(text))
	return err
}

// answered puts the answers where the arguments were left out: where they are
// null, and for blocks where there are none. Blocks that aren't there get
// nothing inside.
func answered(v tftypes.Value, answers map[string]answer) (tftypes.Value, error) {
	if len(answers) == 0 {
		return v, nil
	}
	return answeredBelow("", v, answers)
}

func answeredBelow(prefix string, v tftypes.Value, answers map[string]answer) (tftypes.Value, error) {
	if v.IsNull() || !v.IsKnown() {
		return v, nil
	}
	switch t := v.Type().(type) {
	case tftypes.Object:
		var fields map[string]tftypes.Value
		if err := v.As(&fields); err != nil {
			return v, err
		}
		filled := make(map[string]tftypes.Value, len(fields))
		for name, field := range fields {
			path := prefix + name
			if a, ok := answers[path]; ok && isLeftOut(field) && a.matches(fields) {
				value, err := tftypes.ValueFromJSON(a.Value, field.Type()) //nolint:staticcheck // the one parser of this format
				if err != nil {
					return v, fmt.Errorf("%s: %w", path, err)
				}
				field = value
			}
			below, err := answeredBelow(path+".", field, answers)
			if err != nil {
				return v, err
			}
			filled[name] = below
		}
		return tftypes.NewValue(t, filled), nil
	case tftypes.List, tftypes.Set:
		var elements []tftypes.Value
		if err := v.As(&elements); err != nil {
			return v, err
		}
		for i, element := range elements {
			below, err := answeredBelow(prefix, element, answers)
			if err != nil {
				return v, err
			}
			elements[i] = below
		}
		return tftypes.NewValue(t, elements), nil
	}
	return v, nil
}

func isLeftOut(v tftypes.Value) bool {
	if !v.IsKnown() {
		return false
	}
	var elements []tftypes.Value
	return v.IsNull() || (v.Type().Is(tftypes.List{}) || v.Type().Is(tftypes.Set{})) && v.As(&elements) == nil && len(elements) == 0
}

func (a answer) matches(beside map[string]tftypes.Value) bool {
	for name, pattern := range a.When {
		var text string
		if v, ok := beside[name]; !ok || !v.IsKnown() || v.IsNull() || v.As(&text) != nil || !pattern.MatchString(text) {
			return false
		}
	}
	return true
}
