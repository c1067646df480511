package main

import (
	"errors"
	"fmt"
	"net"
	"syscall"
)

// network is a /16 of loopback that this process has to itself, so that several labs run beside each other.
//
//	127.A.1.n  pods; what is sent there meets the pod's proxy, if it has one
//	127.A.2.n  the applications behind those proxies
//	127.A.3.n  servers outside of the cluster
//	127.A.4.n  admin interfaces of the proxies
//	10.96.0.n  Services; nothing listens there
type network struct {
	block int
	lock  net.Listener
}

func claimNetwork() (*network, error) {
	for block := 20; block < 250; block++ {
		lock, err := net.Listen("tcp", fmt.Sprintf("127.%d.255.254:15999", block))
		if err == nil {
			return &network{block, lock}, nil
		}
		if !errors.Is(err, syscall.EADDRINUSE) {
			return nil, fmt.Errorf("loopback can't be used: %w", err)
		}
	}
	return nil, errors.New("every block of loopback addresses is taken")
}

func (n *network) pod(i int) string      { return fmt.Sprintf("127.%d.1.%d", n.block, i+1) }
func (n *network) app(i int) string      { return fmt.Sprintf("127.%d.2.%d", n.block, i+1) }
func (n *network) external(i int) string { return fmt.Sprintf("127.%d.3.%d", n.block, i+1) }
func (n *network) admin(i int) string    { return fmt.Sprintf("127.%d.4.%d", n.block, i+1) }
func (n *network) nowhere() string       { return fmt.Sprintf("127.%d.5.1", n.block) }
func (n *network) service(i int) string  { return fmt.Sprintf("10.96.%d.%d", i/250, i%250+1) }
