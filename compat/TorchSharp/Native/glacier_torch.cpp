// The C interface between compat/TorchSharp and libtorch.
// One function calls any operator of libtorch's dispatcher by its name with a list of tagged values, so that
// a new operator needs no new native code; the others are what the dispatcher has no operator for: tensor
// handles, memory, differentiation, random state, devices and threads.
// Every function that can fail returns a negative number or null, and glacier_torch_error tells why.

#include <ATen/ATen.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <c10/core/GradMode.h>
#include <torch/cuda.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/serialize.h>
#include <torch/version.h>

#include <cstdint>
#include <cstring>
#include <mutex>
#include <string>
#include <vector>

#define EXPORT extern "C" __attribute__((visibility("default")))

namespace {

enum Kind : std::int32_t {
  kNone = 0,
  kTensor = 1,
  kInteger = 2,
  kReal = 3,
  kBoolean = 4,
  kIntegers = 5,
  kReals = 6,
  kTensors = 7,
  kOptionalTensors = 8,
  kString = 9,
  kGenerator = 10,
  kDevice = 11,
  kDefault = 12,
  kBooleans = 13,
};

struct Value {
  std::int32_t kind;
  std::int32_t length;
  union {
    std::int64_t integer;
    double real;
    const void* pointer;
  };
};

struct Operator {
  c10::OperatorHandle handle;
};

thread_local std::string last_error;

template <typename F>
auto guarded(F body, decltype(body()) failure) -> decltype(body()) {
  try {
    return body();
  } catch (const c10::Error& error) {
    last_error = error.what_without_backtrace();
  } catch (const std::exception& error) {
    last_error = error.what();
  } catch (...) {
    last_error = "libtorch failed without a message";
  }
  return failure;
}

at::Tensor& tensor(void* handle) { return *static_cast<at::Tensor*>(handle); }

void* own(at::Tensor value) { return value.defined() ? new at::Tensor(std::move(value)) : nullptr; }

c10::Device device(std::int64_t packed) {
  return c10::Device(static_cast<c10::DeviceType>(packed >> 16), static_cast<c10::DeviceIndex>(static_cast<std::int16_t>(packed & 0xffff)));
}

std::int64_t pack(const c10::Device& place) {
  return (static_cast<std::int64_t>(place.type()) << 16) | static_cast<std::uint16_t>(static_cast<std::int16_t>(place.index()));
}

std::vector<at::Tensor> tensors(void* const* handles, std::int32_t count) {
  std::vector<at::Tensor> list;
  list.reserve(count);
  for (std::int32_t i = 0; i < count; i++) list.push_back(handles[i] ? tensor(handles[i]) : at::Tensor());
  return list;
}

c10::TypePtr without_optional(c10::TypePtr type) {
  while (auto optional = type->cast<c10::OptionalType>()) type = optional->getElementType();
  return type;
}

c10::IValue to_ivalue(const Value& value, const c10::Argument& argument) {
  switch (value.kind) {
    case kNone:
      // an absent tensor of a schema that wants one is libtorch's undefined tensor
      return argument.type()->kind() == c10::TypeKind::TensorType ? c10::IValue(at::Tensor()) : c10::IValue();
    case kDefault:
      TORCH_CHECK(argument.default_value(), "argument '", argument.name(), "' has no default");
      return *argument.default_value();
    case kTensor:
      return *static_cast<const at::Tensor*>(value.pointer);
    case kInteger: {
      const auto kind = without_optional(argument.type())->kind();
      if (kind == c10::TypeKind::FloatType) return static_cast<double>(value.integer);
      if (kind == c10::TypeKind::BoolType) return value.integer != 0;
      if (kind == c10::TypeKind::ListType) return c10::List<std::int64_t>({value.integer});
      return value.integer;
    }
    case kReal:
      return value.real;
    case kBoolean:
      return value.integer != 0;
    case kIntegers: {
      const auto* first = static_cast<const std::int64_t*>(value.pointer);
      return c10::IValue(std::vector<std::int64_t>(first, first + value.length));
    }
    case kReals: {
      const auto* first = static_cast<const double*>(value.pointer);
      return c10::IValue(std::vector<double>(first, first + value.length));
    }
    case kBooleans: {
      const auto* first = static_cast<const std::int64_t*>(value.pointer);
      c10::List<bool> list;
      for (std::int32_t i = 0; i < value.length; i++) list.push_back(first[i] != 0);
      return list;
    }
    case kTensors:
      return c10::IValue(tensors(static_cast<void* const*>(value.pointer), value.length));
    case kOptionalTensors: {
      auto* const* first = static_cast<void* const*>(value.pointer);
      c10::impl::GenericList list(c10::OptionalType::create(c10::TensorType::get()));
      for (std::int32_t i = 0; i < value.length; i++) list.push_back(first[i] ? c10::IValue(tensor(first[i])) : c10::IValue());
      return list;
    }
    case kString:
      return std::string(static_cast<const char*>(value.pointer), value.length);
    case kGenerator:
      return *static_cast<const at::Generator*>(value.pointer);
    case kDevice:
      return device(value.integer);
  }
  TORCH_CHECK(false, "unknown kind of value ", value.kind);
}

Value from_ivalue(const c10::IValue& value) {
  Value result{kNone, 0, {0}};
  if (value.isTensor()) {
    result.kind = kTensor;
    result.pointer = own(value.toTensor());
    if (!result.pointer) result.kind = kNone;
  } else if (value.isTensorList()) {
    const auto list = value.toTensorVector();
    auto** handles = new void*[list.size() + 1];
    for (std::size_t i = 0; i < list.size(); i++) handles[i] = own(list[i]);
    result.kind = kTensors;
    result.length = static_cast<std::int32_t>(list.size());
    result.pointer = handles;
  } else if (value.isDouble()) {
    result.kind = kReal;
    result.real = value.toDouble();
  } else if (value.isInt()) {
    result.kind = kInteger;
    result.integer = value.toInt();
  } else if (value.isBool()) {
    result.kind = kBoolean;
    result.integer = value.toBool();
  } else {
    TORCH_CHECK(value.isNone(), "a result of kind ", value.tagKind(), " is not supported");
  }
  return result;
}

at::Generator default_generator(std::int64_t place) {
  return at::globalContext().defaultGenerator(device(place));
}

}  // namespace

EXPORT const char* glacier_torch_error() { return last_error.c_str(); }

EXPORT const char* glacier_torch_version() { return TORCH_VERSION; }

// ---- operators

EXPORT void* glacier_torch_operator(const char* name, const char* overload) {
  return guarded(
      [&]() -> void* {
        auto found = c10::Dispatcher::singleton().findSchema({std::string(name), std::string(overload)});
        TORCH_CHECK(found, "this libtorch (", TORCH_VERSION, ") has no operator ", name, *overload ? "." : "", overload);
        return new Operator{*found};
      },
      nullptr);
}

// Calls an operator; arguments left out at the end take the schema's defaults. Returns the number of results.
EXPORT std::int32_t glacier_torch_call(void* operation, const Value* arguments, std::int32_t count, Value* results, std::int32_t capacity) {
  return guarded(
      [&]() -> std::int32_t {
        const auto& handle = static_cast<Operator*>(operation)->handle;
        const auto& schema = handle.schema();
        const auto& declared = schema.arguments();
        TORCH_CHECK(static_cast<std::size_t>(count) <= declared.size(), schema.name(), " takes ", declared.size(), " arguments, ", count, " were given");
        torch::jit::Stack stack;
        stack.reserve(declared.size());
        for (std::int32_t i = 0; i < count; i++) stack.push_back(to_ivalue(arguments[i], declared[i]));
        for (std::size_t i = count; i < declared.size(); i++) {
          TORCH_CHECK(declared[i].default_value(), schema.name(), " misses argument '", declared[i].name(), "'");
          stack.push_back(*declared[i].default_value());
        }
        handle.callBoxed(&stack);
        TORCH_CHECK(stack.size() <= static_cast<std::size_t>(capacity), schema.name(), " returned ", stack.size(), " results");
        for (std::size_t i = 0; i < stack.size(); i++) results[i] = from_ivalue(stack[i]);
        return static_cast<std::int32_t>(stack.size());
      },
      -1);
}

EXPORT void glacier_torch_free_list(void* list) { delete[] static_cast<void**>(list); }

// ---- tensors

EXPORT void glacier_torch_tensor_release(void* handle) { delete static_cast<at::Tensor*>(handle); }

EXPORT void* glacier_torch_tensor_alias(void* handle) {
  return guarded([&]() -> void* { return own(tensor(handle)); }, nullptr);
}

// A tensor of its own memory, filled from the caller's.
EXPORT void* glacier_torch_tensor_from_memory(const void* data, const std::int64_t* sizes, std::int32_t dimensions, std::int32_t type) {
  return guarded(
      [&]() -> void* {
        at::NoGradGuard without_gradient;
        auto result = at::empty(at::IntArrayRef(sizes, dimensions), at::TensorOptions().dtype(static_cast<c10::ScalarType>(type)));
        if (result.nbytes() > 0) std::memcpy(result.data_ptr(), data, result.nbytes());
        return own(std::move(result));
      },
      nullptr);
}

EXPORT std::int64_t glacier_torch_tensor_dimensions(void* handle) {
  return guarded([&]() -> std::int64_t { return tensor(handle).dim(); }, -1);
}

EXPORT std::int32_t glacier_torch_tensor_sizes(void* handle, std::int64_t* sizes, std::int64_t* strides) {
  return guarded(
      [&]() -> std::int32_t {
        const auto& value = tensor(handle);
        const auto shape = value.sizes();
        for (std::size_t i = 0; i < shape.size(); i++) {
          if (sizes) sizes[i] = shape[i];
          if (strides) strides[i] = value.strides()[i];
        }
        return 0;
      },
      -1);
}

EXPORT std::int64_t glacier_torch_tensor_count(void* handle) {
  return guarded([&]() -> std::int64_t { return tensor(handle).numel(); }, -1);
}

EXPORT std::int64_t glacier_torch_tensor_offset(void* handle) {
  return guarded([&]() -> std::int64_t { return tensor(handle).storage_offset(); }, -1);
}

EXPORT std::int32_t glacier_torch_tensor_type(void* handle) {
  return guarded([&]() -> std::int32_t { return static_cast<std::int32_t>(tensor(handle).scalar_type()); }, -1);
}

EXPORT std::int64_t glacier_torch_tensor_device(void* handle) {
  return guarded([&]() -> std::int64_t { return pack(tensor(handle).device()); }, -1);
}

EXPORT std::int32_t glacier_torch_tensor_is_contiguous(void* handle) {
  return guarded([&]() -> std::int32_t { return tensor(handle).is_contiguous(); }, -1);
}

EXPORT void* glacier_torch_tensor_data(void* handle) {
  return guarded([&]() -> void* { return tensor(handle).data_ptr(); }, nullptr);
}

// ---- differentiation

EXPORT std::int32_t glacier_torch_tensor_requires_grad(void* handle) {
  return guarded([&]() -> std::int32_t { return tensor(handle).requires_grad(); }, -1);
}

EXPORT std::int32_t glacier_torch_tensor_set_requires_grad(void* handle, std::int32_t wanted) {
  return guarded([&]() -> std::int32_t { tensor(handle).set_requires_grad(wanted != 0); return 0; }, -1);
}

EXPORT std::int32_t glacier_torch_tensor_is_leaf(void* handle) {
  return guarded([&]() -> std::int32_t { return tensor(handle).is_leaf(); }, -1);
}

EXPORT std::int32_t glacier_torch_tensor_retain_grad(void* handle) {
  return guarded([&]() -> std::int32_t { tensor(handle).retain_grad(); return 0; }, -1);
}

// Writes the gradient's handle, null where there is none.
EXPORT std::int32_t glacier_torch_tensor_grad(void* handle, void** gradient) {
  return guarded([&]() -> std::int32_t { *gradient = own(tensor(handle).grad()); return 0; }, -1);
}

EXPORT std::int32_t glacier_torch_tensor_set_grad(void* handle, void* gradient) {
  return guarded([&]() -> std::int32_t { tensor(handle).mutable_grad() = gradient ? tensor(gradient) : at::Tensor(); return 0; }, -1);
}

EXPORT std::int32_t glacier_torch_grad_mode(std::int32_t wanted) {
  const bool before = c10::GradMode::is_enabled();
  if (wanted >= 0) c10::GradMode::set_enabled(wanted != 0);
  return before;
}

EXPORT std::int32_t glacier_torch_backward(void* const* outputs, std::int32_t output_count, void* const* gradients, std::int32_t gradient_count,
                                           std::int32_t retain_graph, std::int32_t create_graph, void* const* inputs, std::int32_t input_count) {
  return guarded(
      [&]() -> std::int32_t {
        torch::autograd::backward(tensors(outputs, output_count), tensors(gradients, gradient_count), retain_graph != 0, create_graph != 0, tensors(inputs, input_count));
        return 0;
      },
      -1);
}

EXPORT std::int32_t glacier_torch_grad(void* const* outputs, std::int32_t output_count, void* const* inputs, std::int32_t input_count,
                                       void* const* gradients, std::int32_t gradient_count, std::int32_t retain_graph, std::int32_t create_graph,
                                       std::int32_t allow_unused, void** results) {
  return guarded(
      [&]() -> std::int32_t {
        const auto list = torch::autograd::grad(tensors(outputs, output_count), tensors(inputs, input_count), tensors(gradients, gradient_count),
                                                retain_graph != 0, create_graph != 0, allow_unused != 0);
        for (std::size_t i = 0; i < list.size(); i++) results[i] = own(list[i]);
        return 0;
      },
      -1);
}

// ---- random numbers

EXPORT void* glacier_torch_generator_new(std::int64_t place, std::int64_t seed) {
  return guarded(
      [&]() -> void* {
        // a generator of its own, of the same kind as the device's default one
        auto source = default_generator(place);
        std::lock_guard<std::mutex> lock(source.mutex());
        auto copy = source.clone();
        copy.set_current_seed(static_cast<std::uint64_t>(seed));
        return new at::Generator(copy);
      },
      nullptr);
}

EXPORT void* glacier_torch_generator_default(std::int64_t place) {
  return guarded([&]() -> void* { return new at::Generator(default_generator(place)); }, nullptr);
}

EXPORT void glacier_torch_generator_release(void* generator) { delete static_cast<at::Generator*>(generator); }

EXPORT std::int32_t glacier_torch_generator_seed(void* generator, std::int64_t seed) {
  return guarded(
      [&]() -> std::int32_t {
        auto& target = *static_cast<at::Generator*>(generator);
        std::lock_guard<std::mutex> lock(target.mutex());
        target.set_current_seed(static_cast<std::uint64_t>(seed));
        return 0;
      },
      -1);
}

EXPORT std::int64_t glacier_torch_generator_initial_seed(void* generator) {
  return static_cast<std::int64_t>(static_cast<at::Generator*>(generator)->current_seed());
}

EXPORT void* glacier_torch_generator_state(void* generator) {
  return guarded(
      [&]() -> void* {
        auto& source = *static_cast<at::Generator*>(generator);
        std::lock_guard<std::mutex> lock(source.mutex());
        return own(source.get_state());
      },
      nullptr);
}

EXPORT std::int32_t glacier_torch_generator_set_state(void* generator, void* state) {
  return guarded(
      [&]() -> std::int32_t {
        auto& target = *static_cast<at::Generator*>(generator);
        std::lock_guard<std::mutex> lock(target.mutex());
        target.set_state(tensor(state));
        return 0;
      },
      -1);
}

// Seeds the default generator of the processor and of every GPU.
EXPORT std::int32_t glacier_torch_manual_seed(std::int64_t seed) {
  return guarded([&]() -> std::int32_t { at::manual_seed(static_cast<std::uint64_t>(seed)); return 0; }, -1);
}

// ---- files

EXPORT std::int32_t glacier_torch_save(void* handle, const char* path) {
  return guarded([&]() -> std::int32_t { torch::save(tensor(handle), std::string(path)); return 0; }, -1);
}

EXPORT void* glacier_torch_load(const char* path) {
  return guarded(
      [&]() -> void* {
        at::Tensor value;
        torch::load(value, std::string(path));
        return own(std::move(value));
      },
      nullptr);
}

// ---- the machine

EXPORT std::int32_t glacier_torch_cuda_available() { return torch::cuda::is_available(); }

EXPORT std::int32_t glacier_torch_cuda_devices() { return static_cast<std::int32_t>(torch::cuda::device_count()); }

EXPORT std::int32_t glacier_torch_cuda_synchronize(std::int64_t index) {
  return guarded([&]() -> std::int32_t { torch::cuda::synchronize(index); return 0; }, -1);
}

EXPORT std::int32_t glacier_torch_threads(std::int32_t wanted) {
  return guarded([&]() -> std::int32_t { if (wanted > 0) at::set_num_threads(wanted); return at::get_num_threads(); }, -1);
}
