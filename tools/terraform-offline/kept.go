package main

import (
	"maps"
	"math/big"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// kept is the planned value with what the older SDK leaves as it is in the
// state: an argument that is left out where the state has its zero value, a
// block that is left out where the provider computes it, and timeouts if
// nothing else changes.
func (r rules) kept(prior, planned tftypes.Value) tftypes.Value {
	kept := r.keptBelow("", prior, planned)
	if withoutTimeouts(kept).Equal(withoutTimeouts(prior)) {
		return prior
	}
	return kept
}

func withoutTimeouts(v tftypes.Value) tftypes.Value {
	var fields map[string]tftypes.Value
	if v.As(&fields) != nil {
		return v
	}
	timeouts, ok := fields["timeouts"]
	if !ok {
		return v
	}
	// The map is the value's own.
	fields = maps.Clone(fields)
	fields["timeouts"] = tftypes.NewValue(timeouts.Type(), nil)
	return tftypes.NewValue(v.Type(), fields)
}

func (r rules) keptBelow(path string, prior, planned tftypes.Value) tftypes.Value {
	if !planned.IsKnown() {
		return planned
	}
	if isEmpty(planned) {
		if isZero(prior) || slices.Contains(r.ComputedBlocks, path) {
			return prior
		}
		return planned
	}
	if prior.IsNull() {
		return planned
	}
	switch t := planned.Type().(type) {
	case tftypes.Object:
		var before, after map[string]tftypes.Value
		if prior.As(&before) != nil || planned.As(&after) != nil {
			return planned
		}
		fields := make(map[string]tftypes.Value, len(after))
		for name, field := range after {
			below := name
			if path != "" {
				below = path + "." + name
			}
			fields[name] = r.keptBelow(below, before[name], field)
		}
		return tftypes.NewValue(t, fields)
	case tftypes.List:
		before, after := elementsOf(prior), elementsOf(planned)
		if len(before) != len(after) {
			return planned
		}
		for i := range after {
			after[i] = r.keptBelow(path, before[i], after[i])
		}
		return tftypes.NewValue(t, after)
	case tftypes.Set:
		before, after := elementsOf(prior), elementsOf(planned)
		for i := range after {
			for _, candidate := range before {
				if same := r.keptBelow(path, candidate, after[i]); same.Equal(candidate) {
					after[i] = candidate
					break
				}
			}
		}
		return tftypes.NewValue(t, after)
	}
	return planned
}

func elementsOf(v tftypes.Value) (elements []tftypes.Value) {
	_ = v.As(&elements)
	return slices.Clone(elements)
}

// isEmpty tells what the older SDK doesn't tell from nothing at all.
func isEmpty(v tftypes.Value) bool {
	var elements map[string]tftypes.Value
	return isLeftOut(v) || isText(v, "") || v.Type().Is(tftypes.Map{}) && v.IsKnown() && v.As(&elements) == nil && len(elements) == 0
}

// isZero also holds for nothing at all.
func isZero(v tftypes.Value) bool {
	if isEmpty(v) {
		return true
	}
	switch {
	case v.Type().Is(tftypes.Bool):
		var b bool
		return v.As(&b) == nil && !b
	case v.Type().Is(tftypes.Number):
		var n big.Float
		return v.As(&n) == nil && n.Sign() == 0
	}
	return false
}

func isText(v tftypes.Value, text string) bool {
	var s string
	return v.Type().Is(tftypes.String) && v.IsKnown() && !v.IsNull() && v.As(&s) == nil && s == text
}
