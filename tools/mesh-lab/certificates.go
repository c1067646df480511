package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"net/url"
	"time"
)

// authority signs the certificates of pods and gateways, and the tokens of callers. Nothing of it leaves the process but to its
// proxies.
type authority struct {
	key         *ecdsa.PrivateKey
	certificate *x509.Certificate
	pem         []byte
	tokens      *rsa.PrivateKey
	serial      int64
}

type keyPair struct {
	chain, key []byte
}

func newAuthority() (*authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	tokens, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, err
	}
	a := &authority{key: key, tokens: tokens}
	template := a.template()
	template.IsCA = true
	template.BasicConstraintsValid = true
	template.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, err
	}
	a.certificate, err = x509.ParseCertificate(der)
	a.pem = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	return a, err
}

func (a *authority) template() *x509.Certificate {
	a.serial++
	return &x509.Certificate{
		SerialNumber: big.NewInt(a.serial),
		Subject:      pkix.Name{Organization: []string{"mesh-lab"}},
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(time.Hour),
	}
}

// issue makes a certificate for DNS names, or for the SPIFFE identity of a workload.
func (a *authority) issue(names []string, spiffe string) (keyPair, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return keyPair{}, err
	}
	template := a.template()
	template.DNSNames = names
	template.KeyUsage = x509.KeyUsageDigitalSignature
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}
	if spiffe != "" {
		uri, err := url.Parse(spiffe)
		if err != nil {
			return keyPair{}, err
		}
		template.URIs = []*url.URL{uri}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, key.Public(), a.key)
	if err != nil {
		return keyPair{}, err
	}
	encoded, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return keyPair{}, err
	}
	return keyPair{
		chain: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}),
		key:   pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: encoded}),
	}, nil
}

func (a *authority) serverConfig(names ...string) (*tls.Config, error) {
	pair, err := a.issue(names, "")
	if err != nil {
		return nil, err
	}
	certificate, err := tls.X509KeyPair(pair.chain, pair.key)
	return &tls.Config{Certificates: []tls.Certificate{certificate}, NextProtos: []string{"h2", "http/1.1"}}, err
}

func (a *authority) roots() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.certificate)
	return pool
}

// jwks has the key by which tokens of this lab are verified.
func (a *authority) jwks() string {
	exponent := big.NewInt(int64(a.tokens.E)).Bytes()
	key := map[string]string{"kty": "RSA", "kid": "lab", "alg": "RS256", "n": base64url(a.tokens.N.Bytes()), "e": base64url(exponent)}
	text, _ := json.Marshal(map[string]any{"keys": []any{key}})
	return string(text)
}

func (a *authority) token(claims map[string]any) (string, error) {
	full := map[string]any{"exp": time.Now().Add(time.Hour).Unix()}
	for name, value := range claims {
		full[name] = value
	}
	body, err := json.Marshal(full)
	if err != nil {
		return "", err
	}
	signed := base64url([]byte(`{"alg":"RS256","kid":"lab","typ":"JWT"}`)) + "." + base64url(body)
	digest := sha256.Sum256([]byte(signed))
	signature, err := rsa.SignPKCS1v15(rand.Reader, a.tokens, crypto.SHA256, digest[:])
	return signed + "." + base64url(signature), err
}

func base64url(data []byte) string {
	return base64.RawURLEncoding.EncodeToString(data)
}
