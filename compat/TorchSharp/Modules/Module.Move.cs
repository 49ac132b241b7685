using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                if (!is_floating_point(dtype) && !is_complex(dtype))
                {
                    throw new ArgumentException($"nn.Module.to only accepts floating point or complex types, but got desired dtype={dtype}");
                }

                return Convert(dtype, device, non_blocking);
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
                Convert(null, new Device(deviceType, deviceIndex), non_blocking);

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                if (!is_floating_point(dtype) && !is_complex(dtype))
                {
                    throw new ArgumentException($"nn.Module.to only accepts floating point or complex types, but got desired dtype={dtype}");
                }

                return Convert(dtype, null, non_blocking);
            }

            private Module Convert(ScalarType? dtype, Device? device, bool non_blocking)
            {
                if (device is not null)
                {
                    InitializeDevice(device);
                    _deviceType = device.type;
                    _deviceIndex = device.index;
                }

                using var gradients = no_grad();
                foreach (var (key, parameter) in _internal_params.ToList())
                {
                    if (Moved(parameter, dtype, device, non_blocking) is { } moved)
                    {
                        var trained = parameter.requires_grad;
                        var replacement = new Parameter(moved, trained);
                        Replace(parameter, replacement);
                        _internal_params[key] = replacement;
                    }
                }

                foreach (var (key, (buffer, persistent)) in _internal_buffers.ToList())
                {
                    if (Moved(buffer, dtype, device, non_blocking) is { } moved)
                    {
                        Replace(buffer, moved);
                        _internal_buffers[key] = (moved, persistent);
                    }
                }

                foreach (var (_, child) in named_children())
                {
                    child.Convert(dtype, device, non_blocking);
                }

                return this;
            }

            private static Tensor? Moved(Tensor tensor, ScalarType? dtype, Device? device, bool non_blocking)
            {
                var type = is_floating_point(tensor.dtype) || is_complex(tensor.dtype) ? dtype ?? tensor.dtype : tensor.dtype;
                var place = device ?? tensor.device;
                var here = tensor.device;
                var same = place.type == here.type && (place.index == here.index || place.index == -1);
                return same && type == tensor.dtype ? null : tensor.detach().to(type, place, disposeAfter: true, non_blocking: non_blocking);
            }

            /// <summary>Puts a moved tensor wherever this module's fields hold the old one, into the same dispose scope.</summary>
            private void Replace(Tensor old, Tensor replacement)
            {
                foreach (var field in Fields(GetType()).Where(field => typeof(Tensor).IsAssignableFrom(field.FieldType)))
                {
                    if (ReferenceEquals(field.GetValue(this), old))
                    {
                        field.SetValue(this, replacement);
                    }
                }

                if (replacement.OwningDisposeScope is { } current)
                {
                    current.MoveToOther(old.OwningDisposeScope, replacement);
                }

                old.Dispose();
            }
        }
    }
}
