package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// rules are what the provider's code declares about attributes beyond the
// schema; a path names attributes from the top, without list indexes.
type rules struct {
	ForceNew      []string                   `json:"force_new"`
	ForceNewIfSet []string                   `json:"force_new_if_set"` // only where there was a value before
	ConflictsWith map[string][]string        `json:"conflicts_with"`
	ExactlyOneOf  map[string][]string        `json:"exactly_one_of"`
	AtLeastOneOf  map[string][]string        `json:"at_least_one_of"`
	RequiredWith  map[string][]string        `json:"required_with"`
	Default       map[string]json.RawMessage `json:"default"`
	// ComputedBlocks keep what the state has where they are left out, which the schema says of attributes only.
	ComputedBlocks []string `json:"computed_blocks"`
}

// defaults are what the provider plans for arguments that were left out.
func (r rules) defaults() map[string]answer {
	found := make(map[string]answer, len(r.Default))
	for path, value := range r.Default {
		found[path] = answer{Value: value}
	}
	return found
}

// problems lists the combinations of arguments that the provider refuses.
func (r rules) problems(config tftypes.Value) []string {
	set := map[string]bool{} // what is configured; an unknown value counts
	parents := map[string]bool{"": true}
	_ = tftypes.Walk(config, func(path *tftypes.AttributePath, v tftypes.Value) (bool, error) {
		name := attributePath(path)
		if v.IsKnown() && v.IsNull() {
			return true, nil
		}
		var elements []tftypes.Value
		if v.IsKnown() && v.As(&elements) == nil && len(elements) == 0 {
			return true, nil // a block that isn't there
		}
		set[name], parents[name] = true, true
		return true, nil
	})
	parent := func(name string) string {
		if i := strings.LastIndex(name, "."); i >= 0 {
			return name[:i]
		}
		return ""
	}
	count := func(names []string) (n int) {
		for _, name := range names {
			if set[name] {
				n++
			}
		}
		return n
	}
	found := map[string]bool{}
	for name, others := range r.ConflictsWith {
		for _, other := range others {
			if set[name] && set[other] {
				found[fmt.Sprintf("%s conflicts with %s", min(name, other), max(name, other))] = true
			}
		}
	}
	for name, others := range r.RequiredWith {
		for _, other := range others {
			if set[name] && !set[other] {
				found[fmt.Sprintf("%s needs %s too", name, other)] = true
			}
		}
	}
	for name, group := range r.ExactlyOneOf {
		if n := count(group); parents[parent(name)] && n != 1 {
			found[fmt.Sprintf("exactly one of %s is needed, %d are set", strings.Join(group, ", "), n)] = true
		}
	}
	for name, group := range r.AtLeastOneOf {
		if parents[parent(name)] && count(group) == 0 {
			found[fmt.Sprintf("at least one of %s is needed", strings.Join(group, ", "))] = true
		}
	}
	return keys(found)
}

// attributePath names attributes from the top, without list indexes.
func attributePath(path *tftypes.AttributePath) string {
	var names []string
	for _, step := range path.Steps() {
		if name, ok := step.(tftypes.AttributeName); ok {
			names = append(names, string(name))
		}
	}
	return strings.Join(names, ".")
}

// changedPaths are the places whose change forces a new resource.
func (r rules) changedPaths(prior, planned tftypes.Value) []*tftypes.AttributePath {
	const always, ifSet = 1, 2
	forcing := map[string]int{}
	for _, path := range r.ForceNew {
		forcing[path] = always
	}
	for _, path := range r.ForceNewIfSet {
		forcing[path] = ifSet
	}
	type place struct {
		path          *tftypes.AttributePath
		before, after tftypes.Value
	}
	places := map[string]*place{}
	collect := func(v tftypes.Value, keep func(*place, tftypes.Value)) {
		_ = tftypes.Walk(v, func(path *tftypes.AttributePath, at tftypes.Value) (bool, error) {
			if forcing[attributePath(path)] != 0 {
				key := path.String()
				if places[key] == nil {
					places[key] = &place{path: path}
				}
				keep(places[key], at)
			}
			return true, nil
		})
	}
	collect(prior, func(at *place, v tftypes.Value) { at.before = v })
	collect(planned, func(at *place, v tftypes.Value) { at.after = v })
	var changed []*tftypes.AttributePath
	for _, key := range keys(places) {
		at := places[key]
		if isNothing(at.before) && (isNothing(at.after) || forcing[attributePath(at.path)] == ifSet) || at.before.Equal(at.after) {
			continue
		}
		changed = append(changed, at.path)
	}
	return changed
}

// isNothing also holds for what is in one of two values only, as the elements
// of a set are whose content changes.
func isNothing(v tftypes.Value) bool {
	return v.Type() == nil || v.IsNull()
}
