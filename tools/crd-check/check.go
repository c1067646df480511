package main

import (
	"context"
	"errors"
	"fmt"

	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apimachinery/pkg/runtime/schema"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
)

// verdict is what an API server would say of one object.
type verdict struct {
	// checked is false for objects of core Kubernetes groups.
	checked  bool
	problems []string
}

func (d *definitions) check(object map[string]any) (verdict, error) {
	apiVersion, _ := object["apiVersion"].(string)
	name, _ := object["kind"].(string)
	if apiVersion == "" || name == "" {
		return verdict{}, errors.New("an object must have apiVersion and kind")
	}
	group, err := schema.ParseGroupVersion(apiVersion)
	if err != nil {
		return verdict{}, err
	}
	kind := group.WithKind(name)
	v, err := d.validator(kind)
	switch {
	case err != nil:
		return verdict{}, err
	case v != nil:
		return verdict{checked: true, problems: v.problems(object)}, nil
	case d.isCore(kind.Group):
		return verdict{}, nil
	default:
		return verdict{problems: []string{"no such kind in the given definitions"}}, nil
	}
}

// problems lists what the API server would refuse, prune or warn of.
func (v *validator) problems(object map[string]any) []string {
	var found []string
	unknown := pruning.PruneWithOptions(object, v.structural, true, structuralschema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true})
	for _, path := range unknown {
		found = append(found, fmt.Sprintf("unknown field %q", path))
	}
	defaulting.Default(object, v.structural)
	for _, e := range validation.ValidateCustomResource(nil, object, v.schema) {
		found = append(found, e.Error())
	}
	if v.rules != nil {
		broken, _ := v.rules.Validate(context.Background(), nil, v.structural, object, nil, celconfig.RuntimeCELCostBudget)
		for _, e := range broken {
			found = append(found, e.Error())
		}
	}
	metadata, _ := object["metadata"].(map[string]any)
	if namespace, _ := metadata["namespace"].(string); !v.namespaced && namespace != "" {
		found = append(found, "metadata.namespace: this kind is cluster-scoped")
	}
	if v.deprecated {
		found = append(found, "this version is deprecated")
	}
	return found
}
