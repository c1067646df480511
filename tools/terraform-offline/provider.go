package main

import (
	"context"
	"encoding/json"
	"os"
	"sync"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

type provider struct {
	tfprotov6.ProviderServer // calls Terraform does not make here are left to it
	name                     string
	config                   *tfprotov6.Schema
	resources, dataSources   map[string]*tfprotov6.Schema
	rules                    map[string]rules             // by resource type
	answers                  map[string]map[string]answer // by resource type and argument
	durations                map[string]int64
}

var logMutex sync.Mutex

func (p *provider) log(operation, typeName string, v tftypes.Value) {
	path := os.Getenv("TF_OFFLINE_LOG")
	if path == "" {
		return
	}
	name := ""
	var fields map[string]tftypes.Value
	if !v.IsNull() && v.IsKnown() && v.As(&fields) == nil {
		if f, ok := fields["name"]; ok && f.IsKnown() && !f.IsNull() && f.Type().Is(tftypes.String) {
			_ = f.As(&name)
		}
	}
	line, _ := json.Marshal(map[string]any{"operation": operation, "type": typeName, "name": name, "at": time.Now().UnixMilli()})
	logMutex.Lock()
	defer logMutex.Unlock()
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return
	}
	defer file.Close()
	_, _ = file.Write(append(line, '\n'))
}

func (p *provider) sleep(typeName string) {
	time.Sleep(time.Duration(p.durations[typeName]) * time.Millisecond)
}

func (p *provider) GetMetadata(context.Context, *tfprotov6.GetMetadataRequest) (*tfprotov6.GetMetadataResponse, error) {
	response := &tfprotov6.GetMetadataResponse{ServerCapabilities: &tfprotov6.ServerCapabilities{GetProviderSchemaOptional: true}}
	for _, name := range keys(p.resources) {
		response.Resources = append(response.Resources, tfprotov6.ResourceMetadata{TypeName: name})
	}
	for _, name := range keys(p.dataSources) {
		response.DataSources = append(response.DataSources, tfprotov6.DataSourceMetadata{TypeName: name})
	}
	return response, nil
}

func (p *provider) GetProviderSchema(context.Context, *tfprotov6.GetProviderSchemaRequest) (*tfprotov6.GetProviderSchemaResponse, error) {
	return &tfprotov6.GetProviderSchemaResponse{
		ServerCapabilities: &tfprotov6.ServerCapabilities{GetProviderSchemaOptional: true},
		Provider:           p.config, ResourceSchemas: p.resources, DataSourceSchemas: p.dataSources,
	}, nil
}

func (p *provider) GetResourceIdentitySchemas(context.Context, *tfprotov6.GetResourceIdentitySchemasRequest) (*tfprotov6.GetResourceIdentitySchemasResponse, error) {
	return &tfprotov6.GetResourceIdentitySchemasResponse{}, nil
}

func (p *provider) ValidateProviderConfig(_ context.Context, r *tfprotov6.ValidateProviderConfigRequest) (*tfprotov6.ValidateProviderConfigResponse, error) {
	return &tfprotov6.ValidateProviderConfigResponse{PreparedConfig: r.Config}, nil
}

func (p *provider) ConfigureProvider(context.Context, *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	return &tfprotov6.ConfigureProviderResponse{}, nil
}

func (p *provider) StopProvider(context.Context, *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	return &tfprotov6.StopProviderResponse{}, nil
}

func (p *provider) ValidateResourceConfig(_ context.Context, r *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	config, err := r.Config.Unmarshal(p.resources[r.TypeName].ValueType())
	if err != nil {
		return nil, err
	}
	response := &tfprotov6.ValidateResourceConfigResponse{}
	for _, problem := range p.rules[r.TypeName].problems(config) {
		response.Diagnostics = append(response.Diagnostics, &tfprotov6.Diagnostic{
			Severity: tfprotov6.DiagnosticSeverityError, Summary: "Invalid combination of arguments", Detail: r.TypeName + ": " + problem,
		})
	}
	return response, nil
}

func (p *provider) ValidateDataResourceConfig(context.Context, *tfprotov6.ValidateDataResourceConfigRequest) (*tfprotov6.ValidateDataResourceConfigResponse, error) {
	return &tfprotov6.ValidateDataResourceConfigResponse{}, nil
}

func (p *provider) UpgradeResourceState(_ context.Context, r *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	t := p.resources[r.TypeName].ValueType()
	v, err := r.RawState.UnmarshalWithOpts(t, tfprotov6.UnmarshalOpts{ValueFromJSONOpts: tftypes.ValueFromJSONOpts{IgnoreUndefinedAttributes: true}})
	if err != nil {
		return nil, err
	}
	state, err := tfprotov6.NewDynamicValue(t, v)
	return &tfprotov6.UpgradeResourceStateResponse{UpgradedState: &state}, err
}

func (p *provider) ReadResource(_ context.Context, r *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	t := p.resources[r.TypeName].ValueType()
	current, err := r.CurrentState.Unmarshal(t)
	if err != nil {
		return nil, err
	}
	read, err := answered(current, p.answers[r.TypeName])
	if err != nil {
		return nil, err
	}
	state, err := tfprotov6.NewDynamicValue(t, read)
	return &tfprotov6.ReadResourceResponse{NewState: &state, Private: r.Private}, err
}

func (p *provider) PlanResourceChange(_ context.Context, r *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	schema := p.resources[r.TypeName]
	t := schema.ValueType()
	proposed, err := r.ProposedNewState.Unmarshal(t)
	if err != nil {
		return nil, err
	}
	// Defaults and answers are allowed to providers of the older SDK, as azurerm is.
	response := &tfprotov6.PlanResourceChangeResponse{PlannedState: r.ProposedNewState, UnsafeToUseLegacyTypeSystem: p.rules != nil}
	if proposed.IsNull() {
		return response, nil
	}
	prior, err := r.PriorState.Unmarshal(t)
	if err != nil {
		return nil, err
	}
	planned, err := answered(withoutWriteOnly(schema.Block, proposed), p.rules[r.TypeName].defaults())
	if err != nil {
		return nil, err
	}
	if prior.IsNull() {
		planned = fillBlock(schema.Block, planned, unknown)
	} else {
		planned = p.rules[r.TypeName].kept(prior, planned)
		response.RequiresReplace = p.rules[r.TypeName].changedPaths(prior, planned)
	}
	state, err := tfprotov6.NewDynamicValue(t, planned)
	response.PlannedState = &state
	return response, err
}

func (p *provider) ApplyResourceChange(_ context.Context, r *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	schema := p.resources[r.TypeName]
	t := schema.ValueType()
	planned, err := r.PlannedState.Unmarshal(t)
	if err != nil {
		return nil, err
	}
	prior, err := r.PriorState.Unmarshal(t)
	if err != nil {
		return nil, err
	}
	switch {
	case planned.IsNull():
		p.log("delete", r.TypeName, prior)
		p.sleep(r.TypeName)
		return &tfprotov6.ApplyResourceChangeResponse{NewState: r.PlannedState}, nil
	case prior.IsNull():
		p.log("create", r.TypeName, planned)
	default:
		p.log("update", r.TypeName, planned)
	}
	p.sleep(r.TypeName)
	make := invent(r.TypeName)
	applied, err := tftypes.Transform(planned, func(path *tftypes.AttributePath, v tftypes.Value) (tftypes.Value, error) {
		if v.IsKnown() {
			return v, nil
		}
		name := ""
		for _, step := range path.Steps() {
			if n, ok := step.(tftypes.AttributeName); ok {
				name = string(n)
			}
		}
		return make(v.Type(), name), nil
	})
	if err != nil {
		return nil, err
	}
	applied, err = answered(applied, p.answers[r.TypeName])
	if err != nil {
		return nil, err
	}
	state, err := tfprotov6.NewDynamicValue(t, applied)
	p.log("done", r.TypeName, applied)
	return &tfprotov6.ApplyResourceChangeResponse{NewState: &state, UnsafeToUseLegacyTypeSystem: p.rules != nil}, err
}

func (p *provider) ReadDataSource(_ context.Context, r *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	schema := p.dataSources[r.TypeName]
	t := schema.ValueType()
	config, err := r.Config.Unmarshal(t)
	if err != nil {
		return nil, err
	}
	p.log("read", r.TypeName, config)
	state, err := tfprotov6.NewDynamicValue(t, fillBlock(schema.Block, config, invent(r.TypeName)))
	return &tfprotov6.ReadDataSourceResponse{State: &state}, err
}

func (p *provider) GetFunctions(context.Context, *tfprotov6.GetFunctionsRequest) (*tfprotov6.GetFunctionsResponse, error) {
	return &tfprotov6.GetFunctionsResponse{}, nil
}
